using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Dashboards.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BriefsAndReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "briefs",
                schema: "operations",
                columns: table => new
                {
                    brief_id = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_briefs", x => x.brief_id);
                });

            migrationBuilder.CreateTable(
                name: "service_requests",
                schema: "operations",
                columns: table => new
                {
                    request_id = table.Column<string>(type: "text", nullable: false),
                    platform = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    sealed_text = table.Column<byte[]>(type: "bytea", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    repeat_of = table.Column<string>(type: "text", nullable: true),
                    repeats = table.Column<int>(type: "integer", nullable: false),
                    satisfaction = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_service_requests", x => x.request_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_service_requests_platform_external_id",
                schema: "operations",
                table: "service_requests",
                columns: new[] { "platform", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_service_requests_requested_at",
                schema: "operations",
                table: "service_requests",
                column: "requested_at");

            migrationBuilder.CreateIndex(
                name: "IX_service_requests_scenario_subject_requested_at",
                schema: "operations",
                table: "service_requests",
                columns: new[] { "scenario", "subject", "requested_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "briefs",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "service_requests",
                schema: "operations");
        }
    }
}
