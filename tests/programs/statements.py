it = iter([1,2,3])
A = next(it)
B = next(it)
C = list(it)
D = list(it)
# ---
z = zip('ab','cd')
A = list(z)
B = list(z)
C = bool(map(str, []))
# ---
def gen():
    yield 1
    yield 2
g = gen()
A = next(g)
B = list(g)
C = next(g, 'end')
# ---
g = (x*2 for x in range(3))
A = sum(g)
B = sum(g)
# ---
A = map(str, [1])
# ---
log = []
def gen():
    log.append('start')
    yield 1
    log.append('end')
g = gen()
A = list(log)
B = list(g)
C = list(log)
# ---
def f():
    global A
    A = 5
    return X
X = 1
B = f()
# ---
def f():
    try:
        return 1
    finally:
        log.append('f')
log = []
A = f()
B = log
# ---
def f(x):
    if x:
        y = 1
    return y
A = f(1)
try:
    f(0)
except UnboundLocalError as e:
    B = 'unbound'
except NameError as e:
    B = 'name'
# ---
X = 1
def f():
    try:
        a = X
    except UnboundLocalError:
        return 'ub'
    X = 2
    return a
A = f()
# ---
try:
    raise SystemExit
except Exception:
    A = 1
except BaseException:
    A = 2
# ---
try:
    int('x')
except ValueError as e:
    A = str(e)
B = 'e' in dir()
# ---
try:
    e = 1
    raise KeyError('k')
except KeyError as e:
    A = e.args, str(e), repr(e)
try:
    e
    B = 1
except NameError:
    B = 2
# ---
A = [1,2,3,4,5]
A[1:3] = ['x']
B = list(A)
del A[::2]
C = [1,2,3]
del C[0]
C[0:0] = [9, 8]
D = {'a':1,'b':2}
del D['a']
# ---
A = [x for x in range(10) if x % 2 if x > 3]
B = {x: y for x, y in zip('ab', range(2))}
C = [(x, y) for x in range(2) for y in range(x + 1)]
D = {c for c in 'hello'}
E = [y := 1, y + 1]
F = [last := x for x in range(3)]
G = last
# ---
def outer():
    x = 1
    def inner():
        nonlocal x
        x += 1
        return x
    return inner
f = outer()
f()
A = f()
# ---
fs = [lambda i=i: i for i in range(3)]
gs = [lambda: i for i in range(3)]
A = [f() for f in fs]
B = [g() for g in gs]
# ---
def deco(fn):
    def wrapper(*args, **kw):
        return ['w'] + fn(*args, **kw)
    return wrapper
def param(n):
    def d(fn):
        return lambda *a: fn(*a) * n
    return d
@deco
def f(a, *, b=2): return [a, b]
@param(3)
def g(x): return x
A = f(1, b=3)
B = g(2)
# ---
def f(a, /, b, *args, c=3, **kw): return (a, b, args, c, kw)
A = f(1, 2, 3, c=4, d=5)
B = f(*[1, 2], **{'c': 1})
try:
    f(1)
except TypeError as e:
    C = str(e)
try:
    f(a=1, b=2)
except TypeError as e:
    D = str(e)
# ---
for i in range(5):
    if i == 3: break
else:
    X = 1
A = i
for j in []:
    pass
else:
    B = 'else'
n = 0
while True:
    n += 1
    if n > 5: break
    if n % 2: continue
C = n
# ---
A = locals() is globals()
def f(a):
    b = 2
    return sorted(locals())
B = f(1)
globals()['C'] = 3
D = 'C' in globals()
vars()['E'] = 4
locals().update({'F': 5})
# ---
A = 10 ** 30
B = A // 7
C = 2 ** 100 % 97
D = -7 // 2, -7 % 3, 7 % -3, -7.5 // 2, 1 << 70
E = 0.1 + 0.2, 1e16, 1e-5, 123456789.0, 1/3
F = str(1e22), str(1.0), repr(0.1), str(10**25)
# ---
A = 'a,b,,c'.split(','), ' a  b '.split(), 'abc'[::-1], 'x' * 3
B = '%s %r %d %05.2f %x %%' % ('a', 'b', 3, 3.14159, 255)
C = '{:>10}|{:<5}|{:^7}|{:,}|{:.1%}|{!r}'.format('a', 'b', 'c', 1234567, 0.256, 'q')
D = f"{'nested'!r:>12} {1+1=} {3.14159:.2f} {'x':*^5}"
E = "%(a)s-%(b)d" % {'a': 1, 'b': 2}
# ---
a = b = []
a.append(1)
A = b
a += [2]
B = b
a = a + [3]
C = b, a
# ---
def f(x=[]):
    x.append(1)
    return len(x)
f()
A = f()
# ---
A = [1, 2] < [1, 3], (1,) < (1, 2), 'a' < 'b', {1} < {1, 2}, {1, 2} & {2, 3}, {1} ^ {2}, {1, 2} - {1}
B = 1 < 2 < 3, 1 == 1.0 == True, None is None, [] is [], 'a' in 'abc', 3 not in [1, 2]
C = not [], not 0 or 5, [] or {} or 'x', 1 and 2 and 3
# ---
assert True, 'no'
try:
    assert 0, 'msg'
except AssertionError as e:
    A = str(e)
# ---
x = 5
del x
try:
    x
except NameError as e:
    A = str(e)
# ---
T = type('T', (), {'x': 1})
A = T.x, T().x, T.__name__
# ---
A = {}
A.setdefault('x', []).append(1)
A['y'] = A.get('z', 3)
A.update(b=2, **{'c': 3})
B = list(A.items())
C = list(A)
D = dict(zip(['a', 'b'], [1, 2]))
E = {**A, 'x': 0}
F = A.pop('b'), A.pop('nope', None)
G = sorted(A, key=lambda k: k, reverse=True)
# ---
L = ['a', 'b', 'c']
L.insert(1, 'x')
L.extend(['y', 'z'])
L.remove('a')
A = L.index('x'), L.count('b'), L[-1], L[::2]
L.sort(reverse=True)
B = list(L)
L.reverse()
C = L.pop(0), L
L.clear()
L += 'ab'
D = list(L)
# ---
def f(n):
    for i in range(n):
        try:
            if i == 2: continue
            if i == 4: return 'ret'
            yield i
        finally:
            log.append(i)
log = []
A = list(f(6))
B = log
# ---
def f():
    for i in range(3):
        for j in range(3):
            if i == j == 1:
                return i, j
    else:
        return 'none'
A = f()
# ---
def fib(n, memo={}):
    if n in memo: return memo[n]
    if n < 2: return n
    memo[n] = fib(n-1) + fib(n-2)
    return memo[n]
A = fib(30)
# ---
try:
    try:
        raise ValueError('a')
    except ValueError as e:
        raise KeyError('b') from e
    finally:
        F = 'fin'
except KeyError as e:
    A = str(e), type(e).__name__, type(e.__cause__).__name__
# ---
def f(x):
    match x:
        case 0: return 'zero'
        case int() if x < 0: return 'neg'
        case [a, b]: return a + b
        case {'k': v}: return v
        case str() as s: return s.upper()
        case _: return None
A = f(0), f(-1), f([1, 2]), f({'k': 9}), f('abc'), f(3.5)
# ---
a, (b, *c), d = 1, (2, 3, 4), 5
A = a, b, c, d
x = y = z = 0
x += 1
A2 = x, y, z
i = 0
l = [0, 0, 0]
i, l[i] = 1, 9
B = i, l
# ---
A = 'Hello World'
B = A.lower(), A.upper(), A.title(), A.swapcase(), A.replace('o', '0'), A.find('W'), A.split(), A.partition(' ')
C = A.startswith(('He', 'x')), A.endswith('ld'), A.isalpha(), '42'.isdigit(), 'a_b'.isidentifier()
D = '-'.join(['a', 'b']), 'x'.center(5, '*'), 'x'.zfill(3), ' a '.strip(), 'abc'.ljust(5, '.'), 'a\tb'.expandtabs(4)
E = 'ab\ncd'.splitlines(), 'a=b=c'.split('=', 1), 'a=b=c'.rsplit('=', 1), 'aXbX'.rstrip('X'), 'path/to'.rpartition('/')
F = 'abc'.encode(), b'abc'.decode(), 'é'.encode('utf-8'), 'abc'.translate({97: 'z'}), 'ß'.casefold()
# ---
A = 5 // 2, -5 // 2, 5 % -3, 2 ** -1, 7 & 3, 7 | 8, 7 ^ 2, ~5, 1 << 4, 256 >> 2
B = round(2.5), round(3.5), round(2.675, 2), abs(-3), divmod(-7, 2), pow(2, 10, 1000)
C = int('0x1f', 16), int('  42 '), int('1_000'), float('1e3'), float('inf'), complex(1, 2) if False else None
D = bool(''), bool([0]), bool(0.0), bool(None)
E = hex(255), oct(8), bin(5), chr(97), ord('a')
F = min([3, 1, 2]), max('a', 'b'), sum([1, 2], 10), min([], default=0), max([1, 3], key=lambda x: -x)
# ---
A = list(map(lambda x, y: x + y, [1, 2], [3, 4]))
B = list(filter(None, [0, 1, '', 'a']))
C = list(enumerate('ab', 1))
D = any(x > 2 for x in [1, 2, 3]), all([])
E = sorted([(1, 'b'), (1, 'a'), (0, 'z')])
F = list(reversed([1, 2, 3])), list(range(5, 0, -2))
G = [*zip([1, 2], 'ab')]
# ---
if True:
    A = 1
elif False:
    A = 2
else:
    A = 3
B = A if A > 1 else -A
C = 0
while C < 10:
    C += 3
    if C == 6: break
else:
    C = 100
# ---
INSTALLED_APPS = ['a', 'b']
DEV = True
if DEV:
    INSTALLED_APPS += ['debug_toolbar']
    MIDDLEWARE = ['x'] + ['y']
for app in ('c', 'd'):
    if app not in INSTALLED_APPS:
        INSTALLED_APPS.append(app)
INSTALLED_APPS = tuple(INSTALLED_APPS)
NUM = len(INSTALLED_APPS)
# ---
from types import SimpleNamespace
n = SimpleNamespace(a=1)
n.b = 2
A = n.a, n.b
# ---
import functools, itertools, operator
A = functools.reduce(operator.add, [1, 2, 3])
B = list(itertools.chain([1], [2, 3]))
f = functools.partial(int, base=2)
C = f('101')
@functools.lru_cache(maxsize=None)
def g(x): return x * 2
D = g(4)
@functools.wraps(g)
def h(x): return x
E = h.__name__
# ---
X = 1
def outer():
    X = 2
    def inner():
        global X
        X = 3
        return X
    r = inner()
    return X, r
A = outer()
B = X
# ---
A = [lambda: 1, 2][0]()
B = (lambda *a, **k: (a, k))(1, b=2)
C = (lambda x=5: x)()
# ---
A = b'abc'[0], b'abc'[1:], bytes([1, 2]), b'a' + b'b', b'abc'.hex(), bytes.fromhex('00ff')
B = 'a' 'b', r'\d', 'tab\t', u'u', '\u00e9', "it's", '''multi
line'''
C = f'{1:>5}|{"a":<3}|{3.14159:.3}|{1000000:,}|{255:#x}|{True}|{None}|{[1, "a"]}'
D = f'{"a" if True else "b"}', f'{{}}', f'{1 + 2 = }'
# ---
A = 1 if 1 < 2 <= 2 != 3 else 0
B = 'a' in {'a': 1}, 1 in (1, 2), 'b' not in 'abc', None is not None
C = (1, 2) + (3,), [1] * 3, (0,) * 2
D = not 1 == 2, 1 and 0 or 3
# ---
import json
A = json.loads('{"a": [1, 2.5, null, true]}')
B = json.dumps({'b': 1, 'a': [None, True]}, sort_keys=True)
# ---
def f(a, *args, b=1, **kw):
    return locals()
A = f(1, 2, b=3, c=4)
B = dict(f(1))
# ---
SECRET = None
if not SECRET:
    SECRET = 'x' * 3
assert SECRET == 'xxx'
del SECRET
# ---
import logging
LEVEL = logging.INFO
A = logging.getLevelName(10)
# ---
a = {'x': 1}
b = a
b['y'] = 2
c = dict(a)
c['z'] = 3
A = a
B = c
import copy
d = copy.deepcopy({'n': [1]})
d['n'].append(2)
C = d
# ---
s = {1, 2, 3}
s.add(4)
s.discard(1)
t = frozenset([2, 3])
A = s & t, s | t, s - t, s ^ {9}, t <= s, s.isdisjoint({7})
B = sorted(s)
C = len(s)
# ---
x = [1, 2, 3]
for i, v in enumerate(x):
    x[i] = v * 2
A = x
it = iter(x)
for v in it:
    if v == 2: break
B = list(it)
# ---
def gen():
    x = yield 1
    yield x
g = gen()
A = next(g)
B = next(g)
try:
    next(g)
except StopIteration:
    C = 'stop'
# ---
def walk(tree):
    if isinstance(tree, list):
        for t in tree:
            yield from walk(t)
    else:
        yield tree
A = list(walk([1, [2, [3]], 4]))
# ---
from urllib.parse import urlparse, quote, urlencode
u = urlparse('postgres://u:p%40@h:5432/db?x=1')
A = u.scheme, u.username, u.hostname, u.port, u.path[1:]
B = quote('a b/c'), urlencode({'a': 1, 'b': 'x y'})
# ---
def f():
    return 1,
A = f()
B = [[0] * 2 for _ in range(2)]
B[0][0] = 1
C = {(1, 2): 'a', None: 'b', 1.5: 'c', True: 'd'}
D = 0
E = {1: 'a', True: 'b', 1.0: 'c'}
# ---
import warnings
warnings.filterwarnings('ignore')
A = 1
B = 2
C = 3
# ---
L = [1, 2, 3, 4]
for x in L:
    if x < 3: L.remove(x)
A = L
M = [1, 2]
for x in M:
    if len(M) < 5: M.append(x * 10)
# ---
d = {'a': 1, 'b': 2}
try:
    for k in d: d.pop(k)
    A = 1
except RuntimeError as e:
    A = str(e)
for k in list(d): d.pop(k)
B = d
# ---
def gen():
    yield 1
    yield 2
    raise ValueError('x')
A = []
try:
    for x in gen(): A.append(x)
except ValueError as e:
    B = str(e)
# ---
import sys
A = sys.version_info >= (3, 8), sys.version_info < (3, 0), sys.version_info[0], sys.version_info.major == 3, sys.version_info[:2] > (3, 5)
# ---
def a():
    yield from (x for x in range(3) if x)
A = list(a()), tuple(a()), set(a()), sum(a()), max(a()), ','.join(str(x) for x in a()), [*a()], dict(enumerate(a()))
x, y = a()
B = x, y
first, *_ = (i for i in 'abc')
C = first
D = 1 in a(), 5 in a()
E = sorted(a(), reverse=True), any(x == 2 for x in a())
# ---
try:
    x = 1 / 0
except ZeroDivisionError as e:
    A = str(e)
try:
    [][0]
except IndexError as e: B = str(e)
try:
    {}['k']
except KeyError as e: C = str(e), e.args[0]
try:
    int('z')
except ValueError as e: D = str(e)
try:
    None.foo
except AttributeError as e: E = str(e)
try:
    'a' + 1
except TypeError as e: F = str(e)
try:
    undefined
except NameError as e: G = str(e)
try:
    raise RuntimeError('a', 'b')
except RuntimeError as e: H = str(e), e.args
try:
    (1).x
except AttributeError as e: I = str(e)
try:
    len(5)
except TypeError as e: J = str(e)
try:
    a, b = 1, 2, 3
except ValueError as e: K = str(e)
# ---
A = (lambda: (yield))()
B = type(A).__name__
# ---
nums = [3, 1, 2]
nums.sort(key=lambda n: -n)
A = nums, sorted(nums), sorted('bca', reverse=True), sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1])
B = [n for n in nums if n != 2] + [m for m in 'ab']
C = {**{'a': 1}, **dict(b=2)}
D = [*range(3)][-1], (*'ab', 'c')
E = {k: v for k, v in [('a', 1)] if v}, {x for x in (1, 1, 2)}
# ---
def f(*, a, b=2): return a, b
A = f(a=1)
try: f()
except TypeError as e: B = str(e)
try: f(1)
except TypeError as e: C = str(e)
try: f(a=1, c=2)
except TypeError as e: D = str(e)
def g(a, b): pass
try: g()
except TypeError as e: E = str(e)
try: g(1, 2, 3)
except TypeError as e: F = str(e)
try: g(1, a=2)
except TypeError as e: G = str(e)
# ---
if (n := 5) > 3: A = n
B = [y for x in range(4) if (y := x * 2) > 2]
while (m := len(B)) < 4: B.append(m)
C = m
D = f'{A=}', f'{A!r:>4}', f"{'a':{'>'}{5}}"
# ---
A = [1, 2, 3]
A[0], A[-1] = A[-1], A[0]
B = A[:]
B[1:2] = [7, 8, 9]
C = A * 2
C[::2] = [0, 0, 0]
del C[-1]
D = [[1]] * 2
D[0].append(2)
# ---
s = set()
s |= {1, 2}
s -= {1}
A = s
t = {1: 'a'}
t |= {2: 'b'}
B = t
l = [1]
l *= 3
C = l
u = 'a'
u *= 2
D = u
i = 7
i //= 2; i **= 2; i %= 5; i <<= 2; i |= 1; i ^= 3
E = i
# ---
A = float(9007199254740993) != 9007199254740993, 2 ** 53 + 1 > float(2 ** 53), 1e300 > 10 ** 20, True == 1.0
B = float('nan') == 1, 0.5 > 0, -0.5 < 0, 3 == 3.0, [1] == [1.0], (1, 2.5) < (1.0, 3)
C = 9007199254740993 in [9007199254740992.0], float('inf') > 10 ** 30
