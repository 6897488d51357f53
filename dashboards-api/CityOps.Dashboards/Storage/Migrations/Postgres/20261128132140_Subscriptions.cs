using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Dashboards.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Subscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "campaign_targets",
                schema: "operations",
                columns: table => new
                {
                    campaign_id = table.Column<string>(type: "text", nullable: false),
                    case_id = table.Column<string>(type: "text", nullable: false),
                    team = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: true),
                    stage_before = table.Column<string>(type: "text", nullable: false),
                    score_before = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaign_targets", x => new { x.campaign_id, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                schema: "operations",
                columns: table => new
                {
                    campaign_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    scenario = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    teams = table.Column<string>(type: "text", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    frozen_by = table.Column<string>(type: "text", nullable: true),
                    targets_hash = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns", x => x.campaign_id);
                });

            migrationBuilder.CreateTable(
                name: "handovers",
                schema: "operations",
                columns: table => new
                {
                    handover_id = table.Column<string>(type: "text", nullable: false),
                    drafted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    drafted_by = table.Column<string>(type: "text", nullable: false),
                    draft = table.Column<string>(type: "text", nullable: false),
                    instructions = table.Column<string>(type: "text", nullable: false),
                    outgoing_by = table.Column<string>(type: "text", nullable: true),
                    outgoing_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    incoming_by = table.Column<string>(type: "text", nullable: true),
                    incoming_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    signed_hash = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handovers", x => x.handover_id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                schema: "operations",
                columns: table => new
                {
                    delivery_id = table.Column<string>(type: "text", nullable: false),
                    webhook_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.delivery_id);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                schema: "operations",
                columns: table => new
                {
                    webhook_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    sealed_url = table.Column<byte[]>(type: "bytea", nullable: false),
                    shown_url = table.Column<string>(type: "text", nullable: false),
                    sealed_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    kinds = table.Column<string>(type: "text", nullable: false),
                    scenarios = table.Column<string>(type: "text", nullable: false),
                    towns = table.Column<string>(type: "text", nullable: false),
                    min_score = table.Column<double>(type: "double precision", nullable: false),
                    digest_over = table.Column<int>(type: "integer", nullable: false),
                    digest_window_seconds = table.Column<int>(type: "integer", nullable: false),
                    quiet_from = table.Column<string>(type: "text", nullable: false),
                    quiet_to = table.Column<string>(type: "text", nullable: false),
                    on_duty = table.Column<bool>(type: "boolean", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    stopped_because = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    cursor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => x.webhook_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_handovers_drafted_at",
                schema: "operations",
                table: "handovers",
                column: "drafted_at");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_state_next_attempt_at",
                schema: "operations",
                table: "webhook_deliveries",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_webhook_id_created_at",
                schema: "operations",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaign_targets",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "campaigns",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "handovers",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "webhook_deliveries",
                schema: "operations");

            migrationBuilder.DropTable(
                name: "webhooks",
                schema: "operations");
        }
    }
}
