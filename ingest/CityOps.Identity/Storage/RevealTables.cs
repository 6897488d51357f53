using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Storage;

/// <summary>The tables of reveals and photos, and how far sources of audit entries were written.</summary>
internal static class RevealTables
{
    public static void AddTo(ModelBuilder modelBuilder)
    {
        var reveals = modelBuilder.Entity<RevealRow>().ToTable("reveals");
        reveals.HasKey(r => r.RevealId);
        reveals.HasIndex(r => new { r.Actor, r.GrantedAtMs });
        reveals.HasIndex(r => r.BulkId);
        var bulks = modelBuilder.Entity<BulkRevealRow>().ToTable("bulk_reveals");
        bulks.HasKey(b => b.BulkId);
        bulks.HasIndex(b => b.DecidedAtMs);
        var photos = modelBuilder.Entity<PhotoRow>().ToTable("photos");
        photos.HasKey(p => p.PhotoId);
        photos.HasIndex(p => new { p.WorkOrderId, p.ClientId }).IsUnique();
        photos.HasIndex(p => p.CaseId);
        modelBuilder.Entity<PhotoContentRow>().ToTable("photo_contents").HasKey(p => p.PhotoId);
        modelBuilder.Entity<AuditSourceRow>().ToTable("audit_sources").HasKey(s => s.Source);
        Type[] rows = [typeof(RevealRow), typeof(BulkRevealRow), typeof(PhotoRow), typeof(PhotoContentRow), typeof(AuditSourceRow)];
        foreach (var property in rows.SelectMany(row => modelBuilder.Model.FindEntityType(row)!.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
