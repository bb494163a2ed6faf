from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    """Test databases: made, migrated (by our `migrate`) and dropped by the owner."""

    def _destroy_test_db(self, test_database_name, verbosity):
        # FORCE, because a live server's threads may still hold a connection of the pool.
        self.connection.close_pool()
        name = self.connection.ops.quote_name(test_database_name)
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
