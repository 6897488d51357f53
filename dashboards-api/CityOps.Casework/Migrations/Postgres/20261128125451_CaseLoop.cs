using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Casework.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CaseLoop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "grid_cell",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "lat",
                schema: "casework",
                table: "work_orders",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lead_order_id",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "lon",
                schema: "casework",
                table: "work_orders",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scenario",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "second_officer",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "town",
                schema: "casework",
                table: "work_orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assignee",
                schema: "casework",
                table: "cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "grid_cell",
                schema: "casework",
                table: "cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "hidden_until",
                schema: "casework",
                table: "cases",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: DateTimeOffset.UnixEpoch);

            migrationBuilder.AddColumn<string>(
                name: "merged_into",
                schema: "casework",
                table: "cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "next_alarm_at",
                schema: "casework",
                table: "cases",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: DateTimeOffset.UnixEpoch);

            migrationBuilder.AddColumn<string>(
                name: "unit",
                schema: "casework",
                table: "cases",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "elements",
                schema: "casework",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_elements", x => new { x.kind, x.code, x.version });
                });

            migrationBuilder.CreateTable(
                name: "lawful_uses",
                schema: "casework",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    evidence_refs = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "text", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lawful_uses", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_town_status_created_at",
                schema: "casework",
                table: "work_orders",
                columns: new[] { "town", "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_unit_status_due_at",
                schema: "casework",
                table: "work_orders",
                columns: new[] { "unit", "status", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_processed_commands_at",
                schema: "casework",
                table: "processed_commands",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_labels_scenario_subject_at",
                schema: "casework",
                table: "labels",
                columns: new[] { "scenario", "subject", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_grid_cell_due_at",
                schema: "casework",
                table: "cases",
                columns: new[] { "grid_cell", "due_at" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_next_alarm_at",
                schema: "casework",
                table: "cases",
                column: "next_alarm_at");

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_due_at_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "scenario", "due_at", "case_id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_score_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "scenario", "score", "case_id" },
                descending: new[] { false, true, false },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_town_due_at_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "town", "due_at", "case_id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_lawful_uses_scenario_subject",
                schema: "casework",
                table: "lawful_uses",
                columns: new[] { "scenario", "subject" });

            // What is new in the rows follows from their cases. Deadlines at the epoch are worked out by the first run of the deadline job.
            migrationBuilder.Sql("UPDATE casework.work_orders SET scenario = (SELECT c.scenario FROM casework.cases c WHERE c.case_id = work_orders.case_id), town = (SELECT c.town FROM casework.cases c WHERE c.case_id = work_orders.case_id), kind = (SELECT c.kind FROM casework.cases c WHERE c.case_id = work_orders.case_id)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "elements",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "lawful_uses",
                schema: "casework");

            migrationBuilder.DropIndex(
                name: "IX_work_orders_town_status_created_at",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropIndex(
                name: "IX_work_orders_unit_status_due_at",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropIndex(
                name: "IX_processed_commands_at",
                schema: "casework",
                table: "processed_commands");

            migrationBuilder.DropIndex(
                name: "IX_labels_scenario_subject_at",
                schema: "casework",
                table: "labels");

            migrationBuilder.DropIndex(
                name: "IX_cases_grid_cell_due_at",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_next_alarm_at",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_scenario_due_at_case_id",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_scenario_score_case_id",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_town_due_at_case_id",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "grid_cell",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lat",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lead_order_id",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "lon",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "scenario",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "second_officer",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "town",
                schema: "casework",
                table: "work_orders");

            migrationBuilder.DropColumn(
                name: "assignee",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "grid_cell",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "hidden_until",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "merged_into",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "next_alarm_at",
                schema: "casework",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "unit",
                schema: "casework",
                table: "cases");
        }
    }
}
