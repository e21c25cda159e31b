using System.Security.Cryptography;
using AleSekretariat.Database;
using AleSekretariat.Keys;
using AleSekretariat.Keys.Blobs;
using Npgsql;

namespace AleSekretariat.Web.Attachments;

/// <summary>
/// A company's encrypted blobs. The key is read as the company, under row-level security: there is no way to ask for another
/// company's. What an attachment is called and who may see it is not known here.
/// </summary>
public sealed class TenantBlobs(WebDatabase database, MasterKeys master, IBlobStore store)
{
    private const string ReadKeys = "SELECT k.key_id, k.wrapped FROM app.tenant_key AS k WHERE k.tenant_id = $1 ORDER BY k.created_at DESC, k.key_id DESC";

    /// <summary>Encrypts and keeps a blob.</summary>
    /// <param name="address">The signed-in company, and an id not used before.</param>
    /// <param name="plain">The bytes, as they arrive.</param>
    /// <param name="mostBytes">More is refused.</param>
    /// <param name="cancellation">Gives up; nothing is left.</param>
    /// <returns>What was kept; null when it is too large, and then nothing was.</returns>
    /// <exception cref="CryptographicException">The company has no key: it is being deleted.</exception>
    public async Task<BlobContent?> StoreAsync(BlobAddress address, Stream plain, long mostBytes, CancellationToken cancellation)
    {
        if (await KeysAsync(address.TenantId, cancellation) is not [var key, ..])
            throw new CryptographicException($"Tenant {address.TenantId:D} has no key.");
        BlobContent? content = null;
        await store.WriteAsync(
            address,
            async (file, stop) => (content = await BlobCipher.EncryptAsync(key, address, plain, file, mostBytes, stop)) is not null,
            cancellation);
        return content;
    }

    /// <summary>Decrypts a blob into a stream.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="CryptographicException">Not what was stored there, or its key is destroyed: nothing that was written may be used.</exception>
    public async Task<bool> CopyToAsync(BlobAddress address, Stream plain, CancellationToken cancellation)
    {
        await using var file = await store.OpenAsync(address, cancellation);
        if (file is null)
            return false;
        await BlobCipher.DecryptAsync(await KeysAsync(address.TenantId, cancellation), address, file, plain, cancellation);
        return true;
    }

    /// <summary>Removes a blob; one that is not there is removed already.</summary>
    public Task DeleteAsync(BlobAddress address, CancellationToken cancellation) => store.DeleteAsync(address, cancellation);

    private Task<IReadOnlyList<TenantKey>> KeysAsync(Guid tenantId, CancellationToken cancellation) =>
        database.ReadAsTenantAsync<IReadOnlyList<TenantKey>>(
            tenantId,
            accountId: null,
            async (connection, transaction, stop) =>
            {
                await using var command = new NpgsqlCommand(ReadKeys, connection, transaction);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
                var keys = new List<TenantKey>();
                await using var reader = await command.ExecuteReaderAsync(stop);
                while (await reader.ReadAsync(stop))
                    keys.Add(TenantKey.Unwrap(master, tenantId, reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
                return keys;
            },
            cancellation);
}
