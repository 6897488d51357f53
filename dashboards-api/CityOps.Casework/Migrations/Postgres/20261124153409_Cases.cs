using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CityOps.Casework.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "casework");

            migrationBuilder.CreateTable(
                name: "case_events",
                schema: "casework",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_events", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                schema: "casework",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: true),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    evidence_count = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    previous_case_id = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cases", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "consumed_offsets",
                schema: "casework",
                columns: table => new
                {
                    topic = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    log_id = table.Column<string>(type: "text", nullable: false),
                    next_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consumed_offsets", x => new { x.topic, x.partition });
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                schema: "casework",
                columns: table => new
                {
                    scenario = table.Column<string>(type: "text", nullable: false),
                    suspicion_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    model_version = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence", x => new { x.scenario, x.suspicion_id });
                });

            migrationBuilder.CreateTable(
                name: "labels",
                schema: "casework",
                columns: table => new
                {
                    case_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    window_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    model_version = table.Column<string>(type: "text", nullable: true),
                    selection_probability = table.Column<double>(type: "double precision", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    people_found = table.Column<long>(type: "bigint", nullable: true),
                    rooms_used = table.Column<long>(type: "bigint", nullable: true),
                    violation_kind = table.Column<string>(type: "text", nullable: true),
                    lawful_reason = table.Column<string>(type: "text", nullable: true),
                    found_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_labels", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "casework",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    topic = table.Column<string>(type: "text", nullable: false),
                    partition_key = table.Column<string>(type: "text", nullable: false),
                    message_key = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "processed_commands",
                schema: "casework",
                columns: table => new
                {
                    command_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    work_order_id = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_processed_commands", x => x.command_id);
                });

            migrationBuilder.CreateTable(
                name: "work_orders",
                schema: "casework",
                columns: table => new
                {
                    work_order_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    inspector = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_work_orders", x => x.work_order_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_events_case_id_sequence",
                schema: "casework",
                table: "case_events",
                columns: new[] { "case_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_due_at_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "is_open", "due_at", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_opened_at_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "is_open", "opened_at", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_score_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "is_open", "score", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_updated_at_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "is_open", "updated_at", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "ix_cases_one_open_a_subject",
                schema: "casework",
                table: "cases",
                columns: new[] { "scenario", "subject" },
                unique: true,
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_stage_score_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "scenario", "stage", "score", "case_id" },
                descending: new[] { false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_scenario_subject_opened_at",
                schema: "casework",
                table: "cases",
                columns: new[] { "scenario", "subject", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_town_is_open_score_case_id",
                schema: "casework",
                table: "cases",
                columns: new[] { "town", "is_open", "score", "case_id" },
                descending: new[] { false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_case_id",
                schema: "casework",
                table: "evidence",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_unsent",
                schema: "casework",
                table: "outbox",
                column: "id",
                filter: "sent_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_case_id",
                schema: "casework",
                table: "work_orders",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "IX_work_orders_inspector_status_due_at",
                schema: "casework",
                table: "work_orders",
                columns: new[] { "inspector", "status", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_events",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "cases",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "consumed_offsets",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "evidence",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "labels",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "processed_commands",
                schema: "casework");

            migrationBuilder.DropTable(
                name: "work_orders",
                schema: "casework");
        }
    }
}
