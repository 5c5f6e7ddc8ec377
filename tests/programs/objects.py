from dataclasses import dataclass, field, asdict
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    def total(self): return self.x + self.y
p = P(1)
A = p.x, p.y, p.tags, p.total()
q = P(3, y=5, tags=['a'])
B = q.y, q.tags
C = p == P(1)
D = asdict(q)
E = repr(p)
# ---
from dataclasses import dataclass, replace
@dataclass(frozen=True)
class P:
    x: int
    y: str = 'a'
p = P(1)
A = replace(p, y='b').y
try:
    p.x = 3
    B = 1
except Exception as e:
    B = type(e).__name__
# ---
from enum import Enum, IntEnum, auto
class C(Enum):
    RED = 'red'
    BLUE = 'blue'
class N(IntEnum):
    ONE = 1
    TWO = 2
class A1(Enum):
    X = auto()
    Y = auto()
A = C.RED.value, C('blue').name, C['RED'].value, [c.value for c in C], len(C)
B = N.ONE + 1, N.TWO > 1, N.TWO == 2
D = A1.Y.value
E = str(C.RED), f"{C.RED}", str(N.ONE), f"{N.ONE}"
F = C.RED is C('red'), C.RED == 'red', C.RED in C
# ---
from enum import Enum
class C(str, Enum):
    RED = 'red'
    BLUE = 'blue'
A = C.RED == 'red'
B = C.RED.upper()
D = {'red': 1}[C.RED]
E = f"{C.RED}"
F = str(C.RED)
G = C.RED + 'x'
H = ','.join(C)
# ---
class Base:
    A = 1
    def f(self): return 'base'
    @property
    def p(self): return self.f() + '!'
    @classmethod
    def c(cls): return cls.A
    @staticmethod
    def s(x): return x * 2
class Sub(Base):
    A = 2
    def f(self): return 'sub' + super().f()
A = Sub().f(), Sub().p, Sub.c(), Sub.s(3), Base.c()
B = isinstance(Sub(), Base), issubclass(Sub, Base), Sub.__name__, Sub.__mro__[1].__name__
# ---
class A_: 
    def f(self): return ['A']
class B_(A_):
    def f(self): return ['B'] + super().f()
class C_(A_):
    def f(self): return ['C'] + super().f()
class D_(B_, C_):
    def f(self): return ['D'] + super().f()
A = D_().f()
B = [c.__name__ for c in D_.__mro__]
# ---
class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return hash(self.x)
    def __add__(self, o): return V(self.x + o.x)
    def __repr__(self): return f"V({self.x})"
    def __len__(self): return 3
    def __getitem__(self, i): return i * 2
    def __contains__(self, k): return k == 'yes'
    def __bool__(self): return False
    def __call__(self, y): return y + self.x
    def __iter__(self): return iter([1,2])
    def __lt__(self, o): return self.x < o.x
    def __getattr__(self, n): return 'dyn_' + n
    def __enter__(self): return self
    def __exit__(self, *a): return True
A = V(1) == V(1), V(1) != V(2)
B = (V(1) + V(2)).x
C = repr(V(3)), str(V(3)), f"{V(4)}"
D = len(V(1)), V(1)[4], 'yes' in V(1), 'no' in V(1), bool(V(1))
E = V(5)(6), list(V(1)), sorted([V(3), V(1)])[0].x, V(1).foo
F = 1 if V(1) else 2
with V(1) as v:
    G = v.x
    raise ValueError
H = 'after'
# ---
match {'a': 1, 'b': [1, 2, 3]}:
    case {'a': int(x), 'b': [first, *rest], **more}:
        A = x, first, rest, more
match (1, 2):
    case (0, y) | (y, 0): B = y
    case (a, b) if a > b: B = 'gt'
    case (a, b): B = 'le'
match 'cmd arg'.split():
    case ['cmd', arg]: C = arg
class Pt:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
match Pt(1, 2):
    case Pt(1, y=z): D = z
match 5:
    case 1 | 2: E = 'low'
    case int() as n: E = n
    case _: E = 'other'
match None:
    case None: F = 'none'
# ---
from typing import List, Optional, NamedTuple, TypedDict, cast
X: Optional[int] = 3
Y: List[str] = []
class P(NamedTuple):
    a: int
    b: str = 'q'
class D(TypedDict):
    a: int
p = P(1)
A = p.a, p.b, p[0], tuple(p), p._asdict()
d: D = {'a': 1}
B = d
C = cast(int, 5)
E = D(a=2)
# ---
import contextlib
@contextlib.contextmanager
def cm(x):
    log.append('in')
    yield x
    log.append('out')
log = []
with cm(5) as y:
    log.append(y)
A = log
with contextlib.suppress(KeyError):
    {}['a']
    B = 1
C = 2
# ---
x = 1
class K:
    x = 2
    y = [x for _ in range(2)]
    z = x + 1
    def m(self): return x
A = K.y, K.z, K().m()
# ---
class K:
    count = 0
    def __init__(self):
        K.count += 1
        self.items = []
    def add(self, x):
        self.items.append(x)
        return self
k = K().add(1).add(2)
A = k.items, K.count
k.new = 5
B = k.new, hasattr(k, 'zzz'), getattr(k, 'zzz', 'def'), vars(k)
# ---
class K:
    __slots__ = ('a',)
    def __set_name__(self, o, n): pass
    def __init_subclass__(cls, **kw):
        cls.reg = kw.get('name', 'none')
class L(K, name='ell'): pass
A = L.reg
# ---
class Desc:
    def __get__(self, obj, owner): return 'desc'
class K:
    d = Desc()
A = K().d, K.d
# ---
class K:
    _v = 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x * 2
k = K()
k.v = 5
A = k.v
# ---
class ConfigError(Exception):
    def __init__(self, name, msg='bad'):
        super().__init__(f'{name}: {msg}')
        self.name = name
class Sub(ConfigError): pass
try:
    raise Sub('x')
except ConfigError as e:
    A = str(e), e.name, e.args, isinstance(e, Exception), repr(e)
try:
    raise Sub
except TypeError as e:
    B = 'te'
class Empty(Exception): pass
try:
    raise Empty
except Empty as e:
    C = str(e), e.args
# ---
class E1(ValueError): pass
try:
    raise E1('z')
except (KeyError, ValueError) as e:
    A = str(e)
try:
    try:
        raise E1('z')
    except KeyError:
        B = 1
except Exception as e:
    B = 2
# ---
class Settings:
    DEBUG = False
    class Inner:
        X = 1
    @classmethod
    def load(cls):
        return {k: v for k, v in vars(cls).items() if k.isupper()}
A = Settings.load()
B = Settings.Inner.X
C = [k for k in dir(Settings) if k.isupper()]
# ---
class Config(dict):
    def __getattr__(self, k): return self[k]
c = Config(a=1)
A = c.a
B = c['a']
# ---
from collections import OrderedDict, namedtuple, defaultdict, Counter, ChainMap
P = namedtuple('P', 'x y')
p = P(1, y=2)
A = p.x, p[1], p._asdict()
d = defaultdict(list)
d['a'].append(1)
B = dict(d)
C = Counter('abca').most_common(1)
D = dict(OrderedDict([('z', 1), ('a', 2)]))
E = list(D)
# ---
def deco(cls):
    cls.EXTRA = 'e'
    return cls
@deco
class K: pass
A = K.EXTRA
# ---
class A_:
    def __init__(self, **kw):
        self.__dict__.update(kw)
a = A_(x=1, y=2)
A = a.x, a.y
B = sorted(a.__dict__)
C = vars(a)
# ---
class S:
    _inst = None
    def __new__(cls, *a):
        if cls._inst is None:
            cls._inst = super().__new__(cls)
        return cls._inst
A = S() is S()
# ---
from abc import ABC, abstractmethod
class B_(ABC):
    @abstractmethod
    def f(self): ...
class C_(B_):
    def f(self): return 1
A = C_().f()
try:
    B_()
    B = 'made'
except TypeError:
    B = 'te'
# ---
class Meta:
    pass
Meta.x = 5
setattr(Meta, 'y', 6)
delattr(Meta, 'x')
A = hasattr(Meta, 'x'), Meta.y, getattr(Meta, 'z', None)
# ---
from contextlib import contextmanager
@contextmanager
def cm():
    log.append('in')
    try:
        yield 5
    except ValueError:
        log.append('caught')
    finally:
        log.append('out')
log = []
with cm() as x:
    log.append(x)
    raise ValueError
A = log
def f():
    with cm() as y:
        return y
B = f()
for i in range(2):
    with cm(): break
C = i
# ---
class A_:
    X = 1
    Y = X + 1
    def get(self): return self.X
    @property
    def double(self): return self.X * 2
    @classmethod
    def make(cls, x):
        o = cls()
        o.X = x
        return o
    @staticmethod
    def st(): return 'st'
    def __repr__(self): return f'A_({self.X})'
a = A_.make(7)
A = a.get(), a.double, A_.st(), A_.Y, repr(a), [a].__len__()
try:
    a.double = 3
except AttributeError: B = 'ro'
class B_(A_):
    def get(self): return super().get() + 100
C = B_.make(1).get(), B_().double, B_.__bases__ == (A_,)
# ---
class N:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __iadd__(self, o): self.v += o; return self
    def __radd__(self, o): return o + self.v
    def __neg__(self): return -self.v
    def __getitem__(self, k): return self.v[k]
    def __setitem__(self, k, x): self.v[k] = x
    def __delitem__(self, k): del self.v[k]
    def __iter__(self): yield from [self.v, 2]
    def __int__(self): return 42
n = N(1)
n += 5
A = n.v, 10 + n, -n, list(n), int(n)
m = N({})
m['a'] = 1; m['b'] = 2
del m['a']
B = m['b'], m.v
# ---
x = 10
def f():
    def g():
        return x
    x = 5
    return g()
A = f()
def h(x=x): return x
x = 20
B = h()
class C_:
    x = 1
    def m(self):
        return x
C = C_().m()
# ---
class T:
    def __enter__(self): return 'e'
    def __exit__(self, t, v, tb):
        rec.append(t.__name__ if t else None)
        return t is KeyError
rec = []
with T() as a, T() as b: A = a + b
with T(): raise KeyError
try:
    with T(): raise ValueError
except ValueError: B = 'v'
C = rec
# ---
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    @property
    def nice(self): return self.name.title()
    @classmethod
    def default(cls): return cls.RED
A = Color.RED.nice, Color.default().value, Color(2).name, Color.ALIAS is Color.RED, [c.name for c in Color], len(Color)
B = {Color.RED: 'r'}[Color.RED], Color.RED in (Color.RED,), repr(Color.RED), str(Color.GREEN)
try: Color(9)
except ValueError as e: C = str(e)
D = isinstance(Color.RED, Color), Color.RED == 1, hash(Color.RED) == hash(Color.RED)
# ---
from dataclasses import dataclass, field
from typing import ClassVar, List
@dataclass(order=True)
class V:
    a: int
    b: str = 'x'
    K: ClassVar[int] = 5
    l: List[int] = field(default_factory=list, compare=False)
    def __post_init__(self): self.a += 1
@dataclass
class W(V):
    c: int = 9
A = V(1).a, V(1) < V(2), V(1) == V(1), repr(V(1)), V.K, W(1, c=3).c, repr(W(0))
try: V()
except TypeError as e: B = str(e)
try: V(1, z=1)
except TypeError as e: C = str(e)
# ---
class P:
    def __init__(self): self._x = None
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): self._x = 'del'
p = P(); p.x = 4
A = p.x
y = property(lambda self: 7)
class Q: z = y
B = Q().z
# ---
class Config(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.extra = 1
    def get_it(self, k):
        try: return super().__getitem__(k)
        except KeyError: return None
    def __getitem__(self, k):
        return super().__getitem__(k)
    def __getattr__(self, k):
        return self.get(k, 'none')
c = Config({'a': 1}, b=2)
A = c['a'], c.b, c.zzz, c.extra, len(c), 'a' in c, list(c), dict(c), c.get_it('q'), c.get_it('a'), c == {'a': 1, 'b': 2}, isinstance(c, dict)
c['n'] = 3
c.update(m=4)
del c['a']
B = {**c}, sorted(c.items()), c.pop('m'), bool(Config())
class L(list):
    def first(self): return self[0]
l = L([3, 1])
l.append(2)
C = l.first(), sorted(l), len(l), l + [9], [x for x in l]
class S(str):
    def shout(self): return self.upper() + '!'
D = S('ab').shout(), S('ab') == 'ab', S('a') + 'b', 'x' in S('xy'), str(S('q'))
class AttrDict(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
# ---
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1)
A = d['a'], d['zz']
# ---
class E(Exception):
    pass
class F(E):
    def __str__(self): return 'custom'
try: raise F('x')
except E as e: A = str(e), e.args
try: raise E from None
except E as e: B = repr(e)
# ---
class I(int):
    def double(self): return self * 2
A = I(4).double(), I(3) + 1, I('7') == 7, f'{I(5)}'
