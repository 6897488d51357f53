using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reveals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_sources",
                columns: table => new
                {
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_sources", x => x.source);
                });

            migrationBuilder.CreateTable(
                name: "bulk_reveals",
                columns: table => new
                {
                    bulk_id = table.Column<string>(type: "TEXT", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false),
                    allowed = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_reveals", x => x.bulk_id);
                });

            migrationBuilder.CreateTable(
                name: "photo_contents",
                columns: table => new
                {
                    photo_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_photo_contents", x => x.photo_id);
                });

            migrationBuilder.CreateTable(
                name: "photos",
                columns: table => new
                {
                    photo_id = table.Column<string>(type: "TEXT", nullable: false),
                    work_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    facts = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_photos", x => x.photo_id);
                });

            migrationBuilder.CreateTable(
                name: "reveals",
                columns: table => new
                {
                    reveal_id = table.Column<string>(type: "TEXT", nullable: false),
                    bulk_id = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    work_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    dwelling_key = table.Column<long>(type: "INTEGER", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    granted_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reveals", x => x.reveal_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_actor_sequence",
                table: "audit_entries",
                columns: new[] { "actor", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_subject_sequence",
                table: "audit_entries",
                columns: new[] { "subject", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_reveals_decided_at_ms",
                table: "bulk_reveals",
                column: "decided_at_ms");

            migrationBuilder.CreateIndex(
                name: "IX_photos_case_id",
                table: "photos",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_photos_work_order_id_client_id",
                table: "photos",
                columns: new[] { "work_order_id", "client_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reveals_actor_granted_at_ms",
                table: "reveals",
                columns: new[] { "actor", "granted_at_ms" });

            migrationBuilder.CreateIndex(
                name: "IX_reveals_bulk_id",
                table: "reveals",
                column: "bulk_id");
            migrationBuilder.Sql("CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END");
            migrationBuilder.Sql("CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER audit_entries_keep");
            migrationBuilder.Sql("DROP TRIGGER audit_entries_stay");
            migrationBuilder.DropTable(
                name: "audit_sources");

            migrationBuilder.DropTable(
                name: "bulk_reveals");

            migrationBuilder.DropTable(
                name: "photo_contents");

            migrationBuilder.DropTable(
                name: "photos");

            migrationBuilder.DropTable(
                name: "reveals");

            migrationBuilder.DropIndex(
                name: "IX_audit_entries_actor_sequence",
                table: "audit_entries");

            migrationBuilder.DropIndex(
                name: "IX_audit_entries_subject_sequence",
                table: "audit_entries");
        }
    }
}
