"""The closed lists of the desk, in editors' words. The database holds each column to its list."""

from .checking import *  # noqa: F403
from .drift import *  # noqa: F403
from .errands import *  # noqa: F403
from .publishing import *  # noqa: F403
from .records import *  # noqa: F403
from .stories import *  # noqa: F403
