using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Casework.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OfficersOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_work_orders_second_officer_status_due_at",
                schema: "casework",
                table: "work_orders",
                columns: new[] { "second_officer", "status", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_work_orders_second_officer_status_due_at",
                schema: "casework",
                table: "work_orders");
        }
    }
}
