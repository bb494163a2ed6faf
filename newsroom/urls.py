"""Where the doors of the desk are."""

from django.contrib import admin
from django.urls import include, path, re_path

from partnerships.api.errors import nothing_here


def metrics(request):
    """What Prometheus reads. What makes it is loaded when it is asked for: every command loads this
    file, and would take a tenth of a second longer to start."""
    from newsroom.metrics import metrics

    return metrics(request)


urlpatterns = [
    path("admin/password_reset/", include("partnerships.admin.passwords")),
    path("admin/provider/", include("partnerships.admin.provider")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("partnerships.api.urls")),
    re_path("^api(/|$)", nothing_here),
    path("metrics", metrics, name="metrics"),
    path("", include("partnerships.web.urls")),
]

handler400 = "newsroom.limits.not_understood"
handler500 = "newsroom.limits.broken"
