from django.apps import AppConfig


class PostgresConfig(AppConfig):
    name = "newsroom.postgres"
    label = "newsroom_postgres"  # django.contrib.postgres has the short one
