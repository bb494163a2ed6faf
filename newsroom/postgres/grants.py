"""What the application's login may do; what it may not, no hole in our code can do either."""

from psycopg import sql

REFUSE_CHANGE = "refuse_change"  # a table with a trigger that calls this is append-only


def grant(cursor, role):
    """Let `role` read and write every table of the owner's, and only add to the append-only ones.

    Run it in a transaction as the owner, after each migration.
    """
    role = sql.Identifier(role)
    cursor.execute(
        """
        SELECT relname, relkind = 'S', EXISTS (
            SELECT FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE tgrelid = pg_class.oid AND proname = %s
        )
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
          AND relkind IN ('r', 'p', 'v', 'm', 'S')
          AND pg_has_role(relowner, 'USAGE')
        ORDER BY relname
        """,
        [REFUSE_CHANGE],
    )
    relations = cursor.fetchall()
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    for name, is_sequence, is_append_only in relations:
        table = sql.Identifier("public", name)
        if is_sequence:
            granted = "USAGE, SELECT, UPDATE"  # loaddata sets them to where its rows end
        elif name == "django_migrations":
            granted = "SELECT"
        elif is_append_only:
            granted = "SELECT, INSERT"
        else:
            granted = "SELECT, INSERT, UPDATE, DELETE"
        kind = sql.SQL("SEQUENCE" if is_sequence else "TABLE")
        cursor.execute(sql.SQL("REVOKE ALL ON {} {} FROM {}").format(kind, table, role))
        cursor.execute(
            sql.SQL("GRANT {} ON {} {} TO {}").format(sql.SQL(granted), kind, table, role)
        )
