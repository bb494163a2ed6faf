"""What the application's login may do; what it may not, no hole in our code can do either."""

from psycopg import sql

REFUSE_CHANGE = "refuse_change"  # a table with a trigger that calls this is append-only
# Besides the histories, what the laws write by themselves: who, when and why; and accounts.
BY_LAWS = ["pghistory_context", "partnerships_accountchange"]
# What migrations alone write: a right by another name would weigh no more, and give what it gave.
BY_MIGRATIONS = {"django_migrations", "auth_permission", "django_content_type"}

# Histories are known by the column that pghistory gives them, a sequence by the table it counts.
RELATIONS = """
SELECT relname, relkind = 'S',
    EXISTS (
        SELECT FROM pg_class AS written WHERE oid IN (
            pg_class.oid,
            (SELECT refobjid FROM pg_depend
             WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'i')
        ) AND (relname = ANY (%(by_laws)s) OR EXISTS (
            SELECT FROM pg_attribute WHERE attname = 'pgh_id' AND attrelid = written.oid
        ))
    ),
    EXISTS (
        SELECT FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE tgrelid = pg_class.oid AND proname = %(refuse_change)s
    )
FROM pg_class
WHERE relnamespace = 'public'::regnamespace
  AND relkind IN ('r', 'p', 'v', 'm', 'S')
  AND pg_has_role(relowner, 'USAGE')
ORDER BY relname
"""
# Functions of triggers that act with the rights of the owner. Whoever may execute one may have it
# called by a table of his own, and so for rows that he has made up. To change a row of the desk's
# takes no such right: it is asked for when a trigger is made.
OWNERS_HANDS = """
SELECT proname FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prosecdef AND prorettype = 'trigger'::regtype
    AND pg_has_role(proowner, 'USAGE')
ORDER BY proname
"""


def grant(cursor, role):
    """Let `role` read every table of the owner's, write those that laws do not write by themselves,
    and only add to the append-only ones.

    Run it in a transaction as the owner, after each migration.
    """
    role = sql.Identifier(role)
    cursor.execute(RELATIONS, {"by_laws": BY_LAWS, "refuse_change": REFUSE_CHANGE})
    relations = cursor.fetchall()
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    for name, is_sequence, is_by_laws, is_append_only in relations:
        if is_by_laws or name in BY_MIGRATIONS:
            granted = "SELECT"
        elif is_sequence:
            granted = "USAGE, SELECT, UPDATE"  # loaddata sets them to where its rows end
        elif is_append_only:
            granted = "SELECT, INSERT"
        else:
            granted = "SELECT, INSERT, UPDATE, DELETE"
        kind = sql.SQL("SEQUENCE" if is_sequence else "TABLE")
        table = sql.Identifier("public", name)
        cursor.execute(sql.SQL("REVOKE ALL ON {} {} FROM {}").format(kind, table, role))
        cursor.execute(
            sql.SQL("GRANT {} ON {} {} TO {}").format(sql.SQL(granted), kind, table, role)
        )
    cursor.execute(OWNERS_HANDS)
    for (name,) in cursor.fetchall():
        function = sql.Identifier("public", name)
        cursor.execute(
            sql.SQL("REVOKE ALL ON FUNCTION {}() FROM PUBLIC, {}").format(function, role)
        )
