import os
A = 1
globals()[os.environ.get('T1', 'B')] = 2
# ---
import os
ABC = 1
YES = 1
globals()[os.environ.get('T1', 'B').upper()] = 2
# ---
import os
ABC = 1
for name, value in [('X', 1), (os.environ.get('T1', 'b').upper(), 2), ('Y', 3)]:
    globals()[name] = value
# ---
import os
def settings():
    for name, value in os.environ.items():
        if name == 'T1':
            yield value.upper(), value
YES = ABC = 1
for name, value in settings():
    globals()[name] = value
# ---
import os
YES = ABC = 1
globals().setdefault(os.environ.get('T1', 'b').upper(), 2)
globals().pop(os.environ.get('T1', 'YES').upper(), None)
# ---
import os
class Settings:
    abc = 1
    yes = 1
s = Settings()
s.abc = 2
setattr(s, os.environ.get('T1', 'yes'), 3)
setattr(Settings, os.environ.get('T2', 'abc'), 4)
A = s.abc
B = s.yes
C = Settings.abc
# ---
import sys
A = 'pytest' in sys.modules
B = 'sys' in sys.modules and 'os' in sys.modules
# ---
import errno
A = [errno.ENOENT, errno.EACCES, errno.EEXIST, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EINVAL]
B = [errno.EINTR, errno.EIO, errno.EROFS, errno.EPIPE]
