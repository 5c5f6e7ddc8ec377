import os
def g():
    yield 1
    if os.environ.get('T1'):
        return
    yield 2
A = list(g())
B = [*g(), 'end']
C = sum(g())
# ---
import os
def g(items):
    for x in items:
        if x == os.environ.get('T1'):
            return
        yield x
A = list(g(['abc', 'yes', 'q']))
B = tuple(g(['q']))
C = 'q' in g(['yes', 'q'])
# ---
import os
def g():
    for x in 'abc':
        if os.environ.get('T1'):
            break
        yield x
    yield 'z'
A = list(g())
# ---
import os
def g():
    for x in 'abc':
        if os.environ.get('T1'):
            continue
        yield x
    yield 'z'
A = list(g())
B = dict.fromkeys(g())
# ---
import os
def g():
    if os.environ.get('T1'):
        yield 'a'
    else:
        yield 'b'
        yield 'c'
A = list(g())
# ---
import os
def g():
    try:
        yield int(os.environ['N1'])
        yield 'n'
    except KeyError:
        yield 'k'
    except ValueError:
        return
    yield 'end'
A = list(g())
# ---
import os
def inner():
    yield 1
    if os.environ.get('T1'):
        return 'stopped'
    yield 2
    return 'through'
def g():
    r = yield from inner()
    yield r
A = list(g())
# ---
import os
def g():
    while True:
        if os.environ.get('T1'):
            return
        yield 1
        if os.environ.get('N1') == '7':
            return
        yield 2
        return
A = list(g())
