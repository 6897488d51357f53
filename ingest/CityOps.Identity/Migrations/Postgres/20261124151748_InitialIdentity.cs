using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Identity.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InitialIdentity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "identity");

            migrationBuilder.CreateTable(
                name: "audit_entries",
                schema: "identity",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    role = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "dwelling_secrets",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    contact = table.Column<byte[]>(type: "bytea", nullable: true),
                    position = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dwelling_secrets", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "identity_mappings",
                schema: "identity",
                columns: table => new
                {
                    key = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    lookup = table.Column<byte[]>(type: "bytea", nullable: false),
                    identifier = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_mappings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "vault_state",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    lookup_version = table.Column<int>(type: "integer", nullable: false),
                    lookup_check = table.Column<byte[]>(type: "bytea", nullable: false),
                    erasures = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vault_state", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_mappings_kind_lookup",
                schema: "identity",
                table: "identity_mappings",
                columns: new[] { "kind", "lookup" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "dwelling_secrets",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "identity_mappings",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "vault_state",
                schema: "identity");
        }
    }
}
