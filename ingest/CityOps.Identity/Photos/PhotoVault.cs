using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Identity.Audit;
using CityOps.Identity.Sealing;
using CityOps.Identity.Storage;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Photos;

internal sealed class PhotoVault(IdentityDatabase database, AuditChain chain, RecordSeal seal, IOptions<IdentityOptions> options, TimeProvider clock) : IPhotoVault
{
    private const int ErasedAtOnce = 100;

    public async Task<PhotoKept> AddAsync(NewPhoto photo, CancellationToken cancellationToken)
    {
        // The same id and order give the same photo id: a resend that races with the first meets it in the database.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{photo.WorkOrderId}\n{photo.ClientId:N}")).AsSpan(0, 12));
        var record = new PhotoRecord(
            id, photo.WorkOrderId, photo.CaseId, photo.ClientId, Convert.ToHexStringLower(SHA256.HashData(photo.Content)), photo.ContentType, photo.Content.Length,
            photo.Actor, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()), photo.Facts);
        var content = seal.Seal(photo.Content, Bound(id, "content"));
        PhotoKept? kept = null;
        await chain.WriteAsync(
            async (connection, token) =>
            {
                kept = await FoundAsync(connection, record, token) ?? await TooManyAsync(connection, record, token);
                if (kept is not null)
                {
                    return [];
                }

                await InsertAsync(connection, record, content, token);
                kept = new PhotoKept(PhotoKeep.Kept, record);
                return [new AuditEvent(photo.Actor, photo.Role, AuditAction.PhotoAdded, $"{record.WorkOrderId} {id}", $"{record.ContentType}, {record.Bytes} bytes, SHA-256 {record.Sha256}")];
            },
            cancellationToken);
        return kept!;
    }

    public async Task<IReadOnlyList<PhotoRecord>> ListAsync(string workOrderId, CancellationToken cancellationToken) =>
        await QueryAsync("FindPhotosOfOrder", ("work_order_id", workOrderId), cancellationToken);

    public async Task<IReadOnlyList<PhotoRecord>> ListOfCaseAsync(string caseId, CancellationToken cancellationToken) =>
        await QueryAsync("FindPhotosOfCase", ("case_id", caseId), cancellationToken);

    public async Task<PhotoRecord?> FindAsync(string photoId, CancellationToken cancellationToken) =>
        (await QueryAsync("FindPhoto", ("photo_id", photoId), cancellationToken)).FirstOrDefault();

    public async Task<byte[]?> OpenAsync(string photoId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql["ReadPhotoContent"], ("photo_id", photoId));
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] content ? seal.Open(content, Bound(photoId, "content")) : null;
    }

    public async Task<int> EraseBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var erased = 0;
        while (await EraseSomeAsync(before, cancellationToken) is > 0 and var some)
        {
            erased += some;
        }

        return erased;
    }

    public async Task<int> EraseOfCaseAsync(string caseId, AuditEvent reason, CancellationToken cancellationToken)
    {
        var photos = await ListOfCaseAsync(caseId, cancellationToken);
        var entries = await chain.WriteAsync(
            async (connection, token) =>
            {
                foreach (var photo in photos)
                {
                    await connection.RunAsync(database.Sql["DeletePhotoContent"], token, ("photo_id", photo.PhotoId));
                    await connection.RunAsync(database.Sql["DeletePhoto"], token, ("photo_id", photo.PhotoId));
                }

                return [.. photos.Select(p => reason with { Action = AuditAction.PhotoErased, Subject = $"{p.WorkOrderId} {p.PhotoId}", Reason = $"{reason.Reason}, SHA-256 {p.Sha256}" })];
            },
            cancellationToken);
        return entries.Count;
    }

    // Some at a time: nobody's command waits for a year's photos.
    private async Task<int> EraseSomeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var entries = await chain.WriteAsync(
            async (connection, token) =>
            {
                var old = new List<(string Id, string WorkOrder, string Sha256)>();
                await using (var command = connection.Command(database.Sql["OldPhotos"], ("before", before.ToUnixTimeMilliseconds()), ("limit", ErasedAtOnce)))
                await using (var reader = await command.ExecuteReaderAsync(token))
                {
                    while (await reader.ReadAsync(token))
                    {
                        old.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
                    }
                }

                foreach (var (id, _, _) in old)
                {
                    await connection.RunAsync(database.Sql["DeletePhotoContent"], token, ("photo_id", id));
                    await connection.RunAsync(database.Sql["DeletePhoto"], token, ("photo_id", id));
                }

                return [.. old.Select(p => new AuditEvent("photo retention", "system", AuditAction.PhotoErased, $"{p.WorkOrder} {p.Id}", $"uploaded before {before:O}, SHA-256 {p.Sha256}"))];
            },
            cancellationToken);
        return entries.Count;
    }

    /// <summary>Seals anew, within the caller's transaction, what an older key or algorithm sealed.</summary>
    /// <returns>How many photos changed.</returns>
    public async Task<long> ResealAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await using (var command = connection.Command(database.Sql["PhotoIds"]))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetString(0));
            }
        }

        var changed = 0L;
        foreach (var id in ids)
        {
            byte[] facts, content;
            await using (var command = connection.Command(database.Sql["ReadSealedPhoto"], ("photo_id", id)))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                if (!await reader.ReadAsync(cancellationToken))
                {
                    continue;
                }

                (facts, content) = (reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
            }

            if (seal.IsOld(facts) || seal.IsOld(content))
            {
                await connection.RunAsync(
                    database.Sql["UpdatePhotoFacts"], cancellationToken, ("photo_id", id), ("facts", seal.Seal(seal.Open(facts, Bound(id, "facts")), Bound(id, "facts"))));
                await connection.RunAsync(
                    database.Sql["UpdatePhotoContent"], cancellationToken, ("photo_id", id), ("content", seal.Seal(seal.Open(content, Bound(id, "content")), Bound(id, "content"))));
                changed++;
            }
        }

        return changed;
    }

    private async Task<PhotoKept?> FoundAsync(DbConnection connection, PhotoRecord record, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            database.Sql["FindPhotoByClient"], ("work_order_id", record.WorkOrderId), ("client_id", record.ClientId.ToString("N")));
        var held = (await ReadAsync(command, cancellationToken)).FirstOrDefault();
        return held is null ? null : new PhotoKept(string.Equals(held.Sha256, record.Sha256, StringComparison.Ordinal) ? PhotoKeep.Repeated : PhotoKeep.OtherContent, held);
    }

    private async Task<PhotoKept?> TooManyAsync(DbConnection connection, PhotoRecord record, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(database.Sql["CountPhotos"], ("work_order_id", record.WorkOrderId));
        var held = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        return held >= options.Value.Photos.MostAnOrder ? new PhotoKept(PhotoKeep.TooMany, null) : null;
    }

    private async Task InsertAsync(DbConnection connection, PhotoRecord record, byte[] content, CancellationToken cancellationToken)
    {
        await connection.RunAsync(
            database.Sql["InsertPhoto"], cancellationToken,
            ("photo_id", record.PhotoId), ("work_order_id", record.WorkOrderId), ("case_id", record.CaseId), ("client_id", record.ClientId.ToString("N")),
            ("sha256", record.Sha256), ("content_type", record.ContentType), ("bytes", record.Bytes), ("uploaded_by", record.UploadedBy),
            ("uploaded_at_ms", record.UploadedAt.ToUnixTimeMilliseconds()),
            ("facts", seal.Seal(JsonSerializer.SerializeToUtf8Bytes(record.Facts, JsonSerializerOptions.Web), Bound(record.PhotoId, "facts"))));
        await connection.RunAsync(database.Sql["InsertPhotoContent"], cancellationToken, ("photo_id", record.PhotoId), ("content", content));
    }

    private async Task<List<PhotoRecord>> QueryAsync(string statement, (string, object?) key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql[statement], key);
        return await ReadAsync(command, cancellationToken);
    }

    private async Task<List<PhotoRecord>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var photos = new List<PhotoRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(0);
            var facts = JsonSerializer.Deserialize<PhotoFacts>(seal.Open(reader.GetFieldValue<byte[]>(9), Bound(id, "facts")), JsonSerializerOptions.Web)!;
            photos.Add(new PhotoRecord(
                id, reader.GetString(1), reader.GetString(2), Guid.Parse(reader.GetString(3)), reader.GetString(4), reader.GetString(5), reader.GetInt32(6),
                reader.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)), facts));
        }

        return photos;
    }

    private static byte[] Bound(string photoId, string part) => Encoding.ASCII.GetBytes($"photo {photoId} {part}");
}
