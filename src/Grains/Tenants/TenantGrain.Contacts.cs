using System.Text.Json;
using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Contacts;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>Contacts: checked against what stands, written in one statement. No counter and no number hangs on them.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<SavedContact>> CreateContact(ContactDetails command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<SavedContact>(gone);
        var wanted = DraftOf(command);
        if (RefusalOf(wanted) is { } refusal)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(refusal);

        var id = Guid.CreateVersion7(Now);
        var request = Request(id, version: 0, wanted, [new FieldChange("registered", null, wanted.Name)], key, actor);
        return await Saved(request, _contacts.Create, async () => await _contacts.Find(TenantId, id) is not null);
    }

    /// <inheritdoc/>
    public async Task<Outcome<SavedContact>> ChangeContact(ChangeContact command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<SavedContact>(gone);
        var wanted = DraftOf(command.Contact);
        if (RefusalOf(wanted) is { } refusal)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(refusal);
        if (await Ask(() => _contacts.Find(TenantId, command.Id)) is not { } stored)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(new Refusal.NotFound());
        if (command.ExpectedVersion is { } expected && expected != stored.Version)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(new Refusal.Stale(stored.Version));

        var changes = ContactChanges.Between(stored.Contact, wanted);
        if (changes.Count == 0)
            return Answer(stored.Id, stored.Version, stored.Contact);
        var request = Request(stored.Id, stored.Version, wanted, changes, key, actor);
        return await Saved(request, _contacts.Change, async () => await _contacts.Find(TenantId, stored.Id) is { } now && now.Version == stored.Version + 1 && now.Contact == wanted);
    }

    /// <inheritdoc/>
    public async Task<Outcome<SavedContact>> MergeContacts(MergeContacts command, IdempotencyKey? key, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<SavedContact>(gone);
        if (Gate(kind: null, Now) is { } refusal)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(refusal);
        if (command.StayingId == command.GoingId)
            return Refuse<SavedContact>(new Refusal.Conflict("same-contact"));
        var stays = await Ask(() => _contacts.Find(TenantId, command.StayingId));
        var goes = await Ask(() => _contacts.Find(TenantId, command.GoingId));
        if (stays is null || goes is null)
            return await FirstAnswer<SavedContact>(key) ?? Refuse<SavedContact>(new Refusal.NotFound());

        var wanted = ContactChanges.Merged(stays.Contact, goes.Contact);
        var changes = ContactChanges.Between(stays.Contact, wanted).Prepend(new FieldChange("absorbed", null, goes.Contact.Name)).ToList();
        var last = ContactChanges.Between(goes.Contact, new ContactDraft());
        var request = Request(stays.Id, stays.Version, wanted, changes, key, actor);
        return await Saved(request, made => _contacts.Merge(made, goes, last), () => _contacts.IsMerged(TenantId, goes.Id, stays.Id));
    }

    private Refusal? RefusalOf(ContactDraft wanted) =>
        ContactRules.Validate(wanted) is { Count: > 0 } problems ? Refusals.Of(problems) : Gate(kind: null, Now);

    private ContactRequest Request(Guid id, int version, ContactDraft wanted, IReadOnlyList<FieldChange> changes, IdempotencyKey? key, Actor actor) => new()
    {
        TenantId = TenantId,
        Epoch = Own.Facts.Epoch,
        Id = id,
        Version = version,
        Contact = wanted,
        Changes = changes,
        At = Now,
        Actor = actor,
        Key = key,
        Answer = JsonSerializer.Serialize(Answer(id, version + 1, wanted)),
    };

    private async Task<Outcome<SavedContact>> Saved(ContactRequest request, Func<ContactRequest, Task<ContactWrite>> write, Func<Task<bool>> isWritten) =>
        await WriteForSure(request, write, isWritten) switch
        {
            ContactWrite.Written => Answer(request.Id, request.Version + 1, request.Contact),
            ContactWrite.Repeated first => SameAnswer<SavedContact>(request.Key!, new RegistrationResult.Repeated(first.BodyHash, first.Answer)),
            _ => throw LostClaim(),
        };

    /// <summary>If the answer is lost: claims anew and looks whether it was written; if it was not, it never will be, and is written now.</summary>
    private async Task<ContactWrite> WriteForSure(ContactRequest request, Func<ContactRequest, Task<ContactWrite>> write, Func<Task<bool>> isWritten)
    {
        try
        {
            return await write(request);
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            LogOutage(_logger, e, TenantId);
            if (DatabaseFaults.SurelyRolledBack(e))
                throw new TenantUnavailableException();
        }

        var own = await TryReclaim();
        var written = await Ask(isWritten);
        if (own && !written)
            return await Ask(() => write(request with { Epoch = Own.Facts.Epoch }));
        if (own)
            return new ContactWrite.Written();
        var lost = LostClaim();
        return written ? new ContactWrite.Written() : throw lost;
    }

    private static ContactDraft DraftOf(ContactDetails details) => new ContactDraft
    {
        Name = details.Name,
        Nip = details.Nip,
        Regon = details.Regon,
        Address = details.Address,
        Email = details.Email,
        Phone = details.Phone,
        EDeliveryAddress = details.EDeliveryAddress,
    }.Normalized();

    private static SavedContact Answer(Guid id, int version, ContactDraft contact) => new()
    {
        Id = id,
        Version = version,
        Contact = new ContactDetails
        {
            Name = contact.Name ?? "",
            Nip = contact.Nip,
            Regon = contact.Regon,
            Address = contact.Address,
            Email = contact.Email,
            Phone = contact.Phone,
            EDeliveryAddress = contact.EDeliveryAddress,
        },
    };
}
