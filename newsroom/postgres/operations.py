from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        """Empty tables as their owner: the application may not TRUNCATE."""
        with self.connection.as_owner():
            super().execute_sql_flush(sql_list)
