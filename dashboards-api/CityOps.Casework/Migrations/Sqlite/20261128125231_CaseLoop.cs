using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Casework.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CaseLoop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "grid_cell",
                table: "work_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "work_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "lat",
                table: "work_orders",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lead_order_id",
                table: "work_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "lon",
                table: "work_orders",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scenario",
                table: "work_orders",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "second_officer",
                table: "work_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "town",
                table: "work_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assignee",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "grid_cell",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "hidden_until",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "merged_into",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_alarm_at",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "unit",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "elements",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    retired = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_elements", x => new { x.kind, x.code, x.version });
                });

            migrationBuilder.CreateTable(
                name: "lawful_uses",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    scenario = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    evidence_refs = table.Column<string>(type: "TEXT", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by = table.Column<string>(type: "TEXT", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lawful_uses", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_town_status_created_at",
                table: "work_orders",
                columns: new[] { "town", "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_unit_status_due_at",
                table: "work_orders",
                columns: new[] { "unit", "status", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_processed_commands_at",
                table: "processed_commands",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_labels_scenario_subject_at",
                table: "labels",
                columns: new[] { "scenario", "subject", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_grid_cell_due_at",
                table: "cases",
                columns: new[] { "grid_cell", "due_at" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_next_alarm_at",
                table: "cases",
                column: "next_alarm_at");

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_due_at_case_id",
                table: "cases",
                columns: new[] { "scenario", "due_at", "case_id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_score_case_id",
                table: "cases",
                columns: new[] { "scenario", "score", "case_id" },
                descending: new[] { false, true, false },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_town_due_at_case_id",
                table: "cases",
                columns: new[] { "town", "due_at", "case_id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_lawful_uses_scenario_subject",
                table: "lawful_uses",
                columns: new[] { "scenario", "subject" });

            // What is new in the rows follows from their cases. Deadlines at the epoch are worked out by the first run of the deadline job.
            migrationBuilder.Sql("UPDATE work_orders SET scenario = (SELECT c.scenario FROM cases c WHERE c.case_id = work_orders.case_id), town = (SELECT c.town FROM cases c WHERE c.case_id = work_orders.case_id), kind = (SELECT c.kind FROM cases c WHERE c.case_id = work_orders.case_id)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "elements");

            migrationBuilder.DropTable(
                name: "lawful_uses");

            migrationBuilder.DropIndex(
                name: "IX_work_orders_town_status_created_at",
                table: "work_orders");

            migrationBuilder.DropIndex(
                name: "IX_work_orders_unit_status_due_at",
                table: "work_orders");

            migrationBuilder.DropIndex(
                name: "IX_processed_commands_at",
                table: "processed_commands");

            migrationBuilder.DropIndex(
                name: "IX_labels_scenario_subject_at",
                table: "labels");

            migrationBuilder.DropIndex(
                name: "IX_cases_grid_cell_due_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_next_alarm_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_scenario_due_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_scenario_score_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_town_due_at_case_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "grid_cell",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lat",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lead_order_id",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lon",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "scenario",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "second_officer",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "town",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "assignee",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "grid_cell",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "hidden_until",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "next_alarm_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "unit",
                table: "cases");
        }
    }
}
