using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Dashboards.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Facts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_facts",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    filed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dismissed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    missed_deadlines = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_facts", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "check_facts",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    passed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_check_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "followed",
                columns: table => new
                {
                    follower = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    rules = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_followed", x => x.follower);
                });

            migrationBuilder.CreateTable(
                name: "order_facts",
                columns: table => new
                {
                    work_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    returned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    return_reason = table.Column<string>(type: "TEXT", nullable: true),
                    suspended = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_facts", x => x.work_order_id);
                });

            migrationBuilder.CreateTable(
                name: "stage_spans",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_spans", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "suspicion_facts",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_suspicion_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "visit_facts",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    work_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    town = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    model_version = table.Column<string>(type: "TEXT", nullable: true),
                    found_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_facts", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_closed_at",
                table: "case_facts",
                column: "closed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_dismissed_at",
                table: "case_facts",
                column: "dismissed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_filed_at",
                table: "case_facts",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_opened_at",
                table: "case_facts",
                column: "opened_at");

            migrationBuilder.CreateIndex(
                name: "IX_check_facts_at",
                table: "check_facts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_case_id",
                table: "order_facts",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_created_at",
                table: "order_facts",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_due_at",
                table: "order_facts",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_order_facts_handled_at",
                table: "order_facts",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_stage_spans_left_at",
                table: "stage_spans",
                column: "left_at");

            migrationBuilder.CreateIndex(
                name: "IX_suspicion_facts_at",
                table: "suspicion_facts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_visit_facts_at",
                table: "visit_facts",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_facts");

            migrationBuilder.DropTable(
                name: "check_facts");

            migrationBuilder.DropTable(
                name: "followed");

            migrationBuilder.DropTable(
                name: "order_facts");

            migrationBuilder.DropTable(
                name: "stage_spans");

            migrationBuilder.DropTable(
                name: "suspicion_facts");

            migrationBuilder.DropTable(
                name: "visit_facts");
        }
    }
}
