using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Dashboards.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Facts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "operations");

            migrationBuilder.CreateTable(
                name: "case_facts",
                schema: "operations",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    stage = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dismissed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    missed_deadlines = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_facts", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "check_facts",
                schema: "operations",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    passed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_check_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "followed",
                schema: "operations",
                columns: table => new
                {
                    follower = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    rules = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_followed", x => x.follower);
                });

            migrationBuilder.CreateTable(
                name: "order_facts",
                schema: "operations",
                columns: table => new
                {
                    work_order_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_reason = table.Column<string>(type: "text", nullable: true),
                    suspended = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_facts", x => x.work_order_id);
                });

            migrationBuilder.CreateTable(
                name: "stage_spans",
                schema: "operations",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    stage = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_spans", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "suspicion_facts",
                schema: "operations",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_suspicion_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "visit_facts",
                schema: "operations",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    work_order_id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    model_version = table.Column<string>(type: "text", nullable: true),
                    found_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_closed_at",
                schema: "operations",
                table: "case_facts",
                column: "closed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_dismissed_at",
                schema: "operations",
                table: "case_facts",
                column: "dismissed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_filed_at",
                schema: "operations",
                table: "case_facts",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_opened_at",
                schema: "operations",
                table: "case_facts",
                column: "opened_at");

            migrationBuilder.CreateIndex(
                name: "IX_check_facts_at",
                schema: "operations",
                table: "check_facts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_case_id",
                schema: "operations",
                table: "order_facts",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_created_at",
                schema: "operations",
                table: "order_facts",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_due_at",
                schema: "operations",
                table: "order_facts",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_handled_at",
                schema: "operations",
                table: "order_facts",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_stage_spans_left_at",
                schema: "operations",
                table: "stage_spans",
                column: "left_at");

            migrationBuilder.CreateIndex(
                name: "IX_suspicion_facts_at",
                schema: "operations",
                table: "suspicion_facts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_visit_facts_at",
                schema: "operations",
                table: "visit_facts",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_facts",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "check_facts",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "followed",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "order_facts",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "stage_spans",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "suspicion_facts",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "visit_facts",
                schema: "operations");
        }
    }
}
