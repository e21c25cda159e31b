using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using Microsoft.AspNetCore.Mvc;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <content>Moving the letter on: one press where nothing has to be said, a small form where something has.</content>
public sealed partial class DetailsModel
{
    /// <summary>The day of a step, as typed.</summary>
    public string? On { get; private set; }

    /// <summary>Why it came back, as typed.</summary>
    public string? Reason { get; private set; }

    /// <summary>The step that was refused: its form is open again.</summary>
    public CorrespondenceStatus? Tried { get; private set; }

    /// <summary>What is to be done, as typed.</summary>
    public string? Instruction { get; private set; }

    /// <summary>Until when, as typed.</summary>
    public string? DueOn { get; private set; }

    /// <summary>The account chosen.</summary>
    public Guid? Chosen { get; private set; }

    /// <summary>Whether giving it was refused: its form is open again.</summary>
    public bool TriedToAssign { get; private set; }

    /// <summary>Why something was refused, in words.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>The steps the letter may take from here.</summary>
    public IReadOnlyList<CorrespondenceStatus> Steps => MayChange ? LetterWorkflow.StepsFrom(Letter.Status) : [];

    public async Task<IActionResult> OnPostMoveAsync(Guid id, string? status, string? on, string? reason, CancellationToken cancellation)
    {
        if (await MissingAsync(id, TenantRole.Office, cancellation) is { } missing)
            return missing;
        if (Choice.Parse<CorrespondenceStatus>(status) is not { } wanted)
            return NotFound();
        (On, Reason, Tried) = (on, reason, wanted);
        if (!TypedDate.TryParse(on, tenant.Today, out var day))
        {
            ModelState.AddModelError(nameof(On), texts["Date.Wrong"]);
            return await ShowAsync(cancellation);
        }

        var command = new MoveCorrespondence(id, wanted, day, string.IsNullOrWhiteSpace(reason) ? null : reason);
        return await AnswerAsync(() => tenant.Grain.MoveCorrespondence(command, key: null, tenant.Actor), cancellation);
    }

    public async Task<IActionResult> OnPostAssignAsync(Guid id, Guid? accountId, string? instruction, string? dueOn, CancellationToken cancellation)
    {
        if (await MissingAsync(id, TenantRole.Office, cancellation) is { } missing)
            return missing;
        (Chosen, Instruction, DueOn, TriedToAssign) = (accountId, instruction, dueOn, true);
        if (accountId is not { } account)
        {
            ModelState.Show([new FieldProblem("assignedTo", "required", [])], _ => "AccountId");
            return await ShowAsync(cancellation);
        }

        if (!TypedDate.TryParse(dueOn, tenant.Today, out var due))
        {
            ModelState.AddModelError(nameof(DueOn), texts["Date.Wrong"]);
            return await ShowAsync(cancellation);
        }

        var command = new AssignCorrespondence(id, account, instruction, due);
        return await AnswerAsync(() => tenant.Grain.AssignCorrespondence(command, key: null, tenant.Actor), cancellation);
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken cancellation) =>
        await MissingAsync(id, TenantRole.Viewer, cancellation) is { } missing
            ? missing
            : await AnswerAsync(() => tenant.Grain.ConfirmCorrespondence(id, tenant.Actor), cancellation);

    /// <summary>404 before 403: who may not see a letter is not told that there is one.</summary>
    private async Task<IActionResult?> MissingAsync(Guid id, TenantRole least, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return NotFound();
        return tenant.Actor.Role < least ? Forbid() : null;
    }

    /// <summary>Moving and giving twice is doing it once: a lost answer is asked for again.</summary>
    private async Task<IActionResult> AnswerAsync(Func<Task<Outcome<ChangedCorrespondence>>> step, CancellationToken cancellation)
    {
        var outcome = await GrainCall.RepeatAsync(step);
        if (outcome.Granted(out _, out var refusal))
            return LocalRedirect($"/correspondence/{Letter.Id}");
        await tenant.RefreshAsync();
        if (!await FindAsync(Letter.Id, cancellation))
            return NotFound();
        if (refusal is Refusal.Invalid invalid)
            ModelState.Show(invalid.Problems, NameOf);
        else
            WhyNot = texts[refusal is Refusal.ReadOnly or Refusal.Suspended ? "Step.ReadOnly" : "Step.Refused"];
        return await ShowAsync(cancellation);
    }

    private static string NameOf(string field) => field switch
    {
        "on" or "status" => nameof(On),
        "reason" => nameof(Reason),
        "instruction" => nameof(Instruction),
        "dueOn" => nameof(DueOn),
        _ => "AccountId",
    };
}
