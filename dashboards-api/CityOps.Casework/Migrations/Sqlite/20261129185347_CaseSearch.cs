using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Casework.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CaseSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_work_orders_finished_at",
                table: "work_orders",
                column: "finished_at");

            // The model has no way to say it: the ends of case ids, as CaseSearch.Ending asks for them.
            migrationBuilder.Sql("""CREATE INDEX ix_cases_id_end ON cases (substr("case_id", 13 + 1))""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ix_cases_id_end");

            migrationBuilder.DropIndex(
                name: "IX_work_orders_finished_at",
                table: "work_orders");
        }
    }
}
