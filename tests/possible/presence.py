import os
A = 1 if 'T1' in os.environ else 2
# ---
import os
X = []
if 'T1' not in os.environ:
    X.append('a')
Y = 'T2' in os.environ
# ---
import os
os.environ.setdefault('T1', 'own')
A = 'T1' in os.environ
B = [name for name in ('T1', 'T2') if name in os.environ]
# ---
import os
try:
    A = os.environ['T1'] if 'T1' in os.environ else None
except KeyError:
    A = 'never'
# ---
import os
try:
    if os.environ.get('T1'):
        A = os.environ['T1']
    else:
        A = None
except KeyError:
    A = 'never'
