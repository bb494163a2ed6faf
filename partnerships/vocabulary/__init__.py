"""The closed lists of the desk, in editors' words. The database holds each column to its list."""

from .accounts import *  # noqa: F403
from .acts import *  # noqa: F403
from .claims import *  # noqa: F403
from .doors import *  # noqa: F403
from .entities import *  # noqa: F403
from .seals import *  # noqa: F403
from .sources import *  # noqa: F403
from .stories import *  # noqa: F403
