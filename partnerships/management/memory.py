"""How much memory a process of the desk may take: what asks for more is refused, alone."""

import resource


def keep_memory_within(megabytes: int) -> None:
    """Have Linux give this process, and those it forks, so much for their data; 0 is as much as
    there is.

    The ceiling can be lifted again, by the keeper of our own PostgreSQL, which a process of ours
    may have to start.
    """
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes << 20
    if megabytes > 0 and (most == resource.RLIM_INFINITY or wanted < most):
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
