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
# ---
import os
A = []
B = []
X = A if os.environ.get('T1') else B
X.append(1)
# ---
import os
if os.environ.get('T1'):
    X = Y = []
else:
    X = []
    Y = []
X.append(1)
# ---
import os
A = []
def f(): return A
def g(): return []
X = f() if os.environ.get('T1') else g()
X.append(1)
# ---
import os
V2 = [1]
V7 = []
if os.environ.get('T1'):
    V2 = []
V8 = []
if os.environ.get('T2'):
    V7 = V8 = V2
    V7.append(2)
    V8 += [7]
# ---
import os
A = {}
B = {}
for name in ('T1', 'N1'):
    X = A if os.environ.get(name) else B
    X[name] = 1
# ---
import os
MEMO = []
def f(n):
    r = [n]
    MEMO.append(r)
    return r
X = f(1) if os.environ.get('T1') else [1]
X.append(2)
A = MEMO
# ---
import os
class P:
    def __init__(self): self.n = 1
p, q = P(), P()
r = p if os.environ.get('T1') else q
r.n += 5
A, B, C = p.n, q.n, r.n
# ---
import os
D = {'a': [1], 'b': [2]}
try:
    D[os.environ['T1']].append(3)
except KeyError:
    pass
L = [[1], [2]]
L[int(os.environ.get('N1', '0')) % 2].append(3)
# ---
import os
try:
    X = {'yes': 1, 'abc': 2}[os.environ.get('T1', 'abc')]
except KeyError:
    X = 'none'
Y = {'yes': 1, 'abc': 2}.get(os.environ.get('T1'), 3)
# ---
import os
from collections import defaultdict
d = defaultdict(list)
for x in (1, int(os.environ.get('N1', '3')), 2):
    d[x % 2].append(x)
A = dict(d)
B = list(d)
# ---
import os
D = {'a': 1, 'b': 2}
D.pop(os.environ.get('T1', 'a'), None)
E = list(D), len(D)
del D[list(D)[0]]
# ---
import os
D = {'a': 1, os.environ.get('T1', 'x'): 2, 'b': 3}
E = list(D)
F = {**D, 'c': 4}
G = list(F)
D.popitem()
H = 'b' in D
# ---
import os
V1 = {}
if os.environ.get('T0'):
    V1 = dict.fromkeys([])
V3 = V1
V3 |= {'x': 255}
# ---
import os
V3 = {1}
if os.environ.get('T0'):
    V3 = {2} | set()
V4 = {1, 2, 3}
if not os.getenv('T1'):
    V4 = V3
V4 -= V4
V5 = V3
V5 |= {9}
V5 &= {9, 1}
# ---
import os
V1 = 1
if os.environ.get('T1'):
    V1 = 7
V5 = [y for x in range(6) if (y := x * V1) > 3]
V6 = 0
if os.environ.get('T2'):
    if V5:
        V6 = V5.pop(0)
# ---
import os
L = [1, 2]
M = L
L *= int(os.environ.get('N1', '2')) % 3
T = (1,) if os.environ.get('T1') else [1]
U = T
T += (2,)
# ---
import os
V = [3, 1, 2]
if os.environ.get('T1') == 'abc':
    V = [1]
A = [*range(6), 255, *V][:-100]
B = [*range(3), *V][:-2]
C = [*range(3), *V][1:4]
D = [*range(3), *V][-2:]
E = [1, *V, 2][:-1]
# ---
import os
D = {'abc': {'n': 1}, 'yes': {'n': 2}}
D.get(os.environ.get('T1'), {})['n'] = 3
E = D.get(os.environ.get('T2', 'abc'), 'none')
F = D.setdefault(os.environ.get('T1', 'abc'), {'n': 9})
F['m'] = 1
