from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        """Empty tables as their owner: the application may not TRUNCATE."""
        with self.connection.as_owner():
            super().execute_sql_flush(sql_list)

    def last_executed_query(self, cursor, sql, params):
        """As sent; of a prepared statement, whose text was sent before, as it would be."""
        return super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)
