using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InitialIdentity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    previous_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "dwelling_secrets",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    address = table.Column<byte[]>(type: "BLOB", nullable: true),
                    contact = table.Column<byte[]>(type: "BLOB", nullable: true),
                    position = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dwelling_secrets", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "identity_mappings",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    lookup = table.Column<byte[]>(type: "BLOB", nullable: false),
                    identifier = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_mappings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "vault_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    lookup_version = table.Column<int>(type: "INTEGER", nullable: false),
                    lookup_check = table.Column<byte[]>(type: "BLOB", nullable: false),
                    erasures = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vault_state", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_mappings_kind_lookup",
                table: "identity_mappings",
                columns: new[] { "kind", "lookup" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "dwelling_secrets");

            migrationBuilder.DropTable(
                name: "identity_mappings");

            migrationBuilder.DropTable(
                name: "vault_state");
        }
    }
}
