using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Identity.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Reveals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_sources",
                schema: "identity",
                columns: table => new
                {
                    source = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_sources", x => x.source);
                });

            migrationBuilder.CreateTable(
                name: "bulk_reveals",
                schema: "identity",
                columns: table => new
                {
                    bulk_id = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    requested_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    allowed = table.Column<int>(type: "integer", nullable: false),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_reveals", x => x.bulk_id);
                });

            migrationBuilder.CreateTable(
                name: "photo_contents",
                schema: "identity",
                columns: table => new
                {
                    photo_id = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_photo_contents", x => x.photo_id);
                });

            migrationBuilder.CreateTable(
                name: "photos",
                schema: "identity",
                columns: table => new
                {
                    photo_id = table.Column<string>(type: "text", nullable: false),
                    work_order_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<int>(type: "integer", nullable: false),
                    uploaded_by = table.Column<string>(type: "text", nullable: false),
                    uploaded_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    facts = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_photos", x => x.photo_id);
                });

            migrationBuilder.CreateTable(
                name: "reveals",
                schema: "identity",
                columns: table => new
                {
                    reveal_id = table.Column<string>(type: "text", nullable: false),
                    bulk_id = table.Column<string>(type: "text", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    work_order_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    dwelling_key = table.Column<long>(type: "bigint", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    granted_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    expires_at_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reveals", x => x.reveal_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_actor_sequence",
                schema: "identity",
                table: "audit_entries",
                columns: new[] { "actor", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_subject_sequence",
                schema: "identity",
                table: "audit_entries",
                columns: new[] { "subject", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_reveals_decided_at_ms",
                schema: "identity",
                table: "bulk_reveals",
                column: "decided_at_ms");

            migrationBuilder.CreateIndex(
                name: "IX_photos_case_id",
                schema: "identity",
                table: "photos",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_photos_work_order_id_client_id",
                schema: "identity",
                table: "photos",
                columns: new[] { "work_order_id", "client_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reveals_actor_granted_at_ms",
                schema: "identity",
                table: "reveals",
                columns: new[] { "actor", "granted_at_ms" });

            migrationBuilder.CreateIndex(
                name: "IX_reveals_bulk_id",
                schema: "identity",
                table: "reveals",
                column: "bulk_id");
            migrationBuilder.Sql("""
                CREATE FUNCTION identity.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION USING MESSAGE = ''the audit log is append-only''; END'
                """);
            migrationBuilder.Sql("CREATE TRIGGER audit_entries_keep BEFORE UPDATE OR DELETE ON identity.audit_entries FOR EACH ROW EXECUTE FUNCTION identity.refuse_audit_change()");
            migrationBuilder.Sql("CREATE TRIGGER audit_entries_stay BEFORE TRUNCATE ON identity.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_audit_change()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER audit_entries_keep ON identity.audit_entries");
            migrationBuilder.Sql("DROP TRIGGER audit_entries_stay ON identity.audit_entries");
            migrationBuilder.Sql("DROP FUNCTION identity.refuse_audit_change()");
            migrationBuilder.DropTable(
                name: "audit_sources",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "bulk_reveals",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "photo_contents",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "photos",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "reveals",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "IX_audit_entries_actor_sequence",
                schema: "identity",
                table: "audit_entries");

            migrationBuilder.DropIndex(
                name: "IX_audit_entries_subject_sequence",
                schema: "identity",
                table: "audit_entries");
        }
    }
}
