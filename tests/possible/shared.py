import os
A = [1]
B = [2]
X = A if os.environ.get('T1') else B
X.append(3)
# ---
import os
A = [1]; B = [2]
C = {'a': A, 'b': B}
del A, B
X = C['a'] if os.environ.get('T1') else C['b']
X.append(3)
D = C['a'], C['b']
# ---
import os
D = {'default': {'H': 1}, 'replica': {'H': 2}}
D['default' if os.environ.get('T1') else 'replica']['H'] = 3
# ---
import os
D = {'default': {'H': 1}, 'replica': {'H': 2}}
db = D['default'] if os.environ.get('T1') else D['replica']
db.update(H=5, P=1)
E = db['H']
del db['P']
# ---
import os
A = [1]; B = [2]
(A if os.environ.get('T1') else B).append(3)
C = A + B
# ---
import os
class K:
    L = [1]
M = [5]
X = K.L if os.environ.get('T1') else M
X += [2]
A = K.L
# ---
import os
def f(items=[]):
    return items
L = [9]
X = f() if os.environ.get('T1') else L
X.append(1)
A = f()
# ---
import os
if os.environ.get('T1'):
    M = ['a']
else:
    M = ['b']
M.append('c')
M += ['d']
N = M
N.insert(0, 'z')
# ---
import os
A = [1]; B = [2]
X = A if os.environ.get('T1') else B
Y = B if os.environ.get('T1') else A
X.append(3)
C = Y
# ---
import os
T = os.environ.get('T1')
A = [1]; B = [2]
X = A if T else B
Y = A if not T else B
X.append(3)
C = Y
# ---
import os
class P:
    def __init__(self, n): self.n = n
    def up(self): self.n += 1
p, q = P(1), P(10)
r = p if os.environ.get('T1') else q
r.up()
r.n += 5
A, B, C = p.n, q.n, r.n
# ---
import os
A = [[1], [2]]
for x in A:
    y = x if os.environ.get('T1') else [0]
    y.append(7)
# ---
import os
A = [1]
B = (A, 'x')
X = A if os.environ.get('T1') else [0]
X[0] = 5
C = B[0]
# ---
import os
V6 = V7 = V2 = [1]
if os.environ.get('T1'):
    V6 = V7 = [4]
    V7.append(5)
V6.append(6)
