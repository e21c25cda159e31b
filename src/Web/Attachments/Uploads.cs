using System.Security.Cryptography;
using System.Text.Json;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Attachments;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Keys.Blobs;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Api;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Attachments;

/// <summary>Takes a file in: its bytes into the blob store, then its row by the tenant's grain. Without the row the bytes go again.</summary>
internal sealed partial class Uploads(TenantBlobs blobs, AttachmentReads reads, ILogger<Uploads> log)
{
    /// <summary>Attaches a file to an entry.</summary>
    /// <param name="tenant">Who acts.</param>
    /// <param name="kind">Which register.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="file">Read to its end unless it is too large.</param>
    /// <param name="keyOf">The client's idempotency key for what the file turned out to be; null without one.</param>
    /// <param name="cancellation">Gives up while the bytes arrive; nothing is left then.</param>
    public async Task<UploadResult> AttachAsync(
        CurrentTenant tenant, RegisterKind kind, Guid entryId, IncomingFile file, Func<UploadMeaning, IdempotencyKey?>? keyOf, CancellationToken cancellation)
    {
        var address = new BlobAddress(tenant.Actor.TenantId, Guid.CreateVersion7());
        await using var probe = new FileProbe(file.Content);
        if (await blobs.StoreAsync(address, probe, AttachmentRules.MostBytes, cancellation) is not { } content)
            return new UploadResult.TooLarge();

        var result = new UploadResult.WrongType() as UploadResult;
        var kept = false;
        try
        {
            if (content.Size == 0)
                return new UploadResult.Empty();
            if (probe.Type is not { } type || type.NameOf(file.Name) is not { } name)
                return result;
            var command = new AttachFile { EntryId = entryId, Id = address.BlobId, Name = name, MediaType = type.MediaType(), Size = content.Size, Sha256 = content.Sha256 };
            result = await RecordAsync(tenant, kind, command, keyOf);
            // An earlier answer to the same key tells of an earlier blob.
            kept = result is UploadResult.Done { File.Id: var id } && id == address.BlobId;
            return result;
        }
        catch (OutcomeUnknownException)
        {
            // Rather a blob that nobody knows than a row without its blob.
            kept = true;
            throw;
        }
        finally
        {
            if (!kept)
                await blobs.DeleteAsync(address, CancellationToken.None);
        }
    }

    private async Task<UploadResult> RecordAsync(CurrentTenant tenant, RegisterKind kind, AttachFile command, Func<UploadMeaning, IdempotencyKey?>? keyOf)
    {
        var meaning = new UploadMeaning(command.EntryId, command.Name, command.Size, Convert.ToHexStringLower(command.Sha256));
        // Always with a key: the call may be repeated.
        var key = keyOf?.Invoke(meaning) ?? new IdempotencyKey("attachment", command.Id.ToString("N"), HashOf(meaning));
        Task<Outcome<Attached>> Call() => kind == RegisterKind.Correspondence
            ? tenant.Grain.AttachToCorrespondence(command, key, tenant.Actor)
            : tenant.Grain.AttachToContract(command, key, tenant.Actor);
        try
        {
            var outcome = await GrainCall.RepeatAsync(Call);
            return outcome.Granted(out var attached, out var refusal) ? new UploadResult.Done(attached) : new UploadResult.Refused(refusal);
        }
        catch (Exception fault)
        {
            if (await IsWrittenAsync(tenant.Actor, kind, command, fault))
                return new UploadResult.Done(new Attached(command.Id, command.Name, command.Size, command.Sha256));
            throw;
        }
    }

    private async Task<bool> IsWrittenAsync(Actor actor, RegisterKind kind, AttachFile command, Exception fault)
    {
        try
        {
            return await reads.FindAsync(actor, kind, command.EntryId, command.Id, CancellationToken.None) is not null;
        }
        catch (Exception e) when (Faults.IsUnavailable(e))
        {
            LogUnknown(e, command.Id, actor.TenantId);
            throw new OutcomeUnknownException(fault);
        }
    }

    private static byte[] HashOf(UploadMeaning meaning) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(meaning, CommandJson.Default.UploadMeaning));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether attachment {AttachmentId} of tenant {TenantId} was recorded is not known: its blob stays")]
    private partial void LogUnknown(Exception exception, Guid attachmentId, Guid tenantId);

    /// <summary>The database is away: whether the row was written cannot be asked.</summary>
    private sealed class OutcomeUnknownException(Exception fault) : IOException("Whether the attachment was recorded is not known.", fault);
}

/// <summary>What an upload means, for its idempotency key: the same file under the same name to the same entry.</summary>
public sealed record UploadMeaning(Guid EntryId, string Name, long Size, string Sha256);
