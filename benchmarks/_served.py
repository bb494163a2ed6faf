"""The product as gunicorn serves it; whoever asks for it is told how many queries it took."""

from django.db import connection

from newsroom.wsgi import application as desk


def application(environ, start_response):
    if "HTTP_X_COUNT" not in environ:
        return desk(environ, start_response)
    asked = 0

    def count(execute, *words):
        nonlocal asked
        asked += 1
        return execute(*words)

    def start(status, headers, *rest):
        return start_response(status, [*headers, ("X-Queries", str(asked))], *rest)

    with connection.execute_wrapper(count):
        return desk(environ, start)
