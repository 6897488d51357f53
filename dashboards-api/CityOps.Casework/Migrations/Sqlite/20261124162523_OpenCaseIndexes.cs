using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Casework.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OpenCaseIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_is_open_due_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_is_open_opened_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_is_open_score_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_is_open_updated_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_town_is_open_score_case_id",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_due_at_case_id",
                table: "cases",
                columns: new[] { "due_at", "case_id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_opened_at_case_id",
                table: "cases",
                columns: new[] { "opened_at", "case_id" },
                descending: new[] { true, false },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_score_case_id",
                table: "cases",
                columns: new[] { "score", "case_id" },
                descending: new[] { true, false },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_town_score_case_id",
                table: "cases",
                columns: new[] { "town", "score", "case_id" },
                descending: new[] { false, true, false },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_cases_updated_at_case_id",
                table: "cases",
                columns: new[] { "updated_at", "case_id" },
                descending: new[] { true, false },
                filter: "is_open");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_due_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_opened_at_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_score_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_town_score_case_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_updated_at_case_id",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_due_at_case_id",
                table: "cases",
                columns: new[] { "is_open", "due_at", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_opened_at_case_id",
                table: "cases",
                columns: new[] { "is_open", "opened_at", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_score_case_id",
                table: "cases",
                columns: new[] { "is_open", "score", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_is_open_updated_at_case_id",
                table: "cases",
                columns: new[] { "is_open", "updated_at", "case_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_cases_town_is_open_score_case_id",
                table: "cases",
                columns: new[] { "town", "is_open", "score", "case_id" },
                descending: new[] { false, false, true, false });
        }
    }
}
