import os
V = ['a']
try:
    V = ['0']; N = int(os.environ['N1']); V.append('body')
except LookupError:
    V.append('missing')
except ValueError:
    V.append('no number')
# ---
import os
V = []
try:
    V.append(1)
    int(os.environ.get('T1', '5'))
    V.append(2)
except (LookupError, TypeError):
    V.append('other')
except Exception:
    V.append('any')
else:
    V.append('else')
finally:
    V.append('finally')
# ---
import os
V = 0
try:
    V = 1
    try:
        V = int(os.environ['T1'])
    except KeyError:
        V = 'key'
except ValueError:
    V = V, 'value'
# ---
import os
V = 'start'
try:
    if os.environ.get('T1'):
        V = 'given'
        raise RuntimeError
    V = 'missing'
except KeyError:
    V = 'never'
except RuntimeError:
    W = V
# ---
import os
def f(x):
    try:
        return int(x)
    except ValueError:
        return 'v'
    except TypeError:
        return 't'
A = f(os.environ.get('T1'))
B = f(os.environ.get('N1'))
# ---
import os
V = []
for name in ('T1', 'N1', 'T2'):
    try:
        V.append(int(os.environ[name]))
    except KeyError:
        V.append(name)
        continue
    except ValueError:
        break
    V.append('end')
# ---
import os
V = []
try:
    V.append(1 / int(os.environ.get('N1', '1')))
except ZeroDivisionError:
    V.append('zero')
except (ValueError, KeyError) as error:
    V.append('value')
except OverflowError:
    V.append('never')
# ---
import os
V = []
while True:
    try:
        V.append(int(os.environ['T1']))
        break
    except KeyError:
        V.append('k')
        break
    except ValueError:
        V.append('v')
        if len(V) > 1: break
# ---
import os
try:
    X = os.environ['T1']
    Y = int(X)
except KeyError:
    X = 'none'
except ValueError:
    Y = X
else:
    Z = Y
# ---
import os
V = 1
try:
    raise_it = os.environ['T1']
    V = 2
    V = V + int(os.environ['N1'])
    V = 3
except ValueError:
    V = V * 10
except KeyError:
    V = V * 100
# ---
import os
V = 1
try:
    try:
        V = 2
        int(os.environ['T1'])
    finally:
        V = V + 10
except KeyError:
    V = V + 100
except ValueError:
    V = V + 1000
