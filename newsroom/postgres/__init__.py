"""Django's PostgreSQL backend with two logins, and a server of its own when nobody gave it one."""
