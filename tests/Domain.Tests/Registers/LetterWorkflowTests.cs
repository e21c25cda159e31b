using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Registers;

/// <summary>The life of a letter (product.md §4): in nowa → zadekretowana → w toku → załatwiona; out przygotowana → nadana → doręczona or zwrócona.</summary>
public sealed class LetterWorkflowTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Kasia = Guid.NewGuid();
    private static readonly Letter In = new() { Direction = Direction.Incoming, Status = CorrespondenceStatus.New, Date = Today.AddDays(-3), Subject = "Wezwanie" };
    private static readonly Letter Out = In with { Direction = Direction.Outgoing, Status = CorrespondenceStatus.Prepared };

    private static readonly Gen<Letter> Either = Gen.Bool.Select(incoming => incoming ? In : Out);

    // Steps as somebody at a keyboard makes them: any status, any day around today, sometimes a reason.
    private static readonly Gen<(CorrespondenceStatus Status, DateOnly? On, string? Reason)> AnyStep = Gen.Select(
        Gen.Enum<CorrespondenceStatus>(),
        Gen.Int[-10, 6].Select(days => days == 6 ? (DateOnly?)null : Today.AddDays(days)),
        Gen.Int[0, 2].Select(which => which switch { 0 => null, 1 => "adresat nieznany", _ => "x" }));

    [Fact]
    public void AnyLife_KeepsStatusAndItsDaysTogether() => Gen.Select(Either, AnyStep.List[1, 12]).Sample(
        (start, steps) =>
        {
            var letter = start;
            foreach (var (status, on, reason) in steps)
            {
                if (LetterWorkflow.Move(letter, status, on, reason, Today) is not LetterStep.Done { Letter: var next })
                    continue;
                Assert.True(next.Status == letter.Status || LetterWorkflow.StepsFrom(letter.Status).Contains(next.Status));
                letter = next;
                var outgoing = letter.Status is CorrespondenceStatus.Prepared or CorrespondenceStatus.Sent or CorrespondenceStatus.Delivered or CorrespondenceStatus.Returned;
                Assert.Equal(letter.Direction == Direction.Outgoing, outgoing);
                Assert.Equal(letter.Status == CorrespondenceStatus.Delivered, letter.DeliveredOn is not null);
                Assert.Equal(letter.Status == CorrespondenceStatus.Returned, letter is { ReturnedOn: not null, ReturnReason: not null });
                var arrived = letter.DeliveredOn ?? letter.ReturnedOn;
                Assert.True(arrived is null || (arrived >= letter.Date && arrived <= Today), $"{letter.Date} {arrived}");
            }
        });

    [Fact]
    public void AnyStep_MadeAgain_ChangesNothing() => Gen.Select(Either, AnyStep).Sample(
        (letter, step) =>
        {
            if (LetterWorkflow.Move(letter, step.Status, step.On, step.Reason, Today) is LetterStep.Done { Letter: var once })
                Assert.Empty(LetterDifferences.Between(once, Assert.IsType<LetterStep.Done>(LetterWorkflow.Move(once, step.Status, step.On, step.Reason, Today)).Letter));
        });

    [Theory]
    [InlineData(CorrespondenceStatus.Returned, null, null, "reason", "required")]
    [InlineData(CorrespondenceStatus.Returned, -4, "nie podjęto", "on", "beforeDate")]
    [InlineData(CorrespondenceStatus.Delivered, 1, null, "on", "future")]
    [InlineData(CorrespondenceStatus.Prepared, 0, null, "on", "notAllowed")]
    [InlineData(CorrespondenceStatus.Delivered, 0, "nie podjęto", "reason", "notAllowed")]
    [InlineData(CorrespondenceStatus.Annulled, null, null, "status", "notAllowed")]
    [InlineData(CorrespondenceStatus.Assigned, null, null, "status", "notAllowed")]
    public void Step_WronglyDescribed_IsRefusedAtItsField(CorrespondenceStatus status, int? days, string? reason, string field, string code)
    {
        var sent = Out with { Status = CorrespondenceStatus.Sent };

        var wrong = Assert.IsType<LetterStep.Wrong>(LetterWorkflow.Move(sent, status, days is { } by ? Today.AddDays(by) : null, reason, Today));

        Assert.Contains(wrong.Errors, error => (error.Field, error.Code) == (field, code));
    }

    [Fact]
    public void Annulled_TakesNoStep()
    {
        var annulled = In with { Status = CorrespondenceStatus.Annulled };

        Assert.Equal("annulled", Assert.IsType<LetterStep.NotNow>(LetterWorkflow.Move(annulled, CorrespondenceStatus.Done, null, null, Today)).Reason);
        Assert.Equal("annulled", Assert.IsType<LetterStep.NotNow>(LetterWorkflow.Assign(annulled, Kasia, "Kasia", null, null, Now)).Reason);
    }

    [Fact]
    public void Assigned_IsReadByItsAssigneeOnly_ThenConfirmed_AndStartsAnewWithTheNextOne()
    {
        var given = Assert.IsType<LetterStep.Done>(LetterWorkflow.Assign(In, Kasia, "Kasia", " odpisz ", Today.AddDays(7), Now)).Letter;
        Assert.Equal((CorrespondenceStatus.Assigned, "odpisz"), (given.Status, given.Assignment!.Instruction));
        Assert.Same(given, LetterWorkflow.Read(given, Guid.NewGuid(), Now));

        var read = LetterWorkflow.Read(given, Kasia, Now.AddHours(1));
        Assert.Equal(Now.AddHours(1), read.Assignment!.ReadAt);
        Assert.Same(read, LetterWorkflow.Read(read, Kasia, Now.AddHours(2)));
        var confirmed = Assert.IsType<LetterStep.Done>(LetterWorkflow.Confirm(read, Kasia, Now.AddHours(3))).Letter;
        Assert.Equal((Now.AddHours(1), Now.AddHours(3)), (confirmed.Assignment!.ReadAt, confirmed.Assignment.ConfirmedAt));
        Assert.Equal("not-assigned", Assert.IsType<LetterStep.NotNow>(LetterWorkflow.Confirm(read, Guid.NewGuid(), Now)).Reason);

        var next = Assert.IsType<LetterStep.Done>(LetterWorkflow.Assign(confirmed, Guid.NewGuid(), "Jan", null, null, Now.AddDays(1))).Letter;
        Assert.Equal((null, null), ((object?)next.Assignment!.ReadAt, (object?)next.Assignment.ConfirmedAt));
        Assert.Same(confirmed, Assert.IsType<LetterStep.Done>(LetterWorkflow.Assign(confirmed, Kasia, "Kasia", "odpisz", Today.AddDays(7), Now.AddDays(1))).Letter);
    }

    [Fact]
    public void Assigning_WhatIsDone_OrToDoBeforeItCame_IsRefused()
    {
        Assert.Equal("status", Assert.IsType<LetterStep.NotNow>(LetterWorkflow.Assign(Out, Kasia, "Kasia", null, null, Now)).Reason);
        Assert.Equal("status", Assert.IsType<LetterStep.NotNow>(LetterWorkflow.Assign(In with { Status = CorrespondenceStatus.Done }, Kasia, "Kasia", null, null, Now)).Reason);
        Assert.Equal(FieldError.BeforeDate, Assert.Single(Assert.IsType<LetterStep.Wrong>(LetterWorkflow.Assign(In, Kasia, "Kasia", null, In.Date.AddDays(-1), Now)).Errors).Code);
    }

    [Fact]
    public void Differences_AreTheTrueOnesInTheFormsOfTheApi()
    {
        var after = In with
        {
            Subject = "Wezwanie do zapłaty",
            Fee = 12.5m,
            Confidential = true,
            DeliveryMethod = DeliveryMethod.RegisteredWithReceipt,
            Tags = ["pilne", "ZUS"],
            DueOn = new DateOnly(2026, 12, 7),
        };

        Assert.Empty(LetterDifferences.Between(In, In with { }));
        Assert.Equal(
            [
                new("subject", "Wezwanie", "Wezwanie do zapłaty"), new("dueOn", null, "2026-12-07"), new("deliveryMethod", null, "registeredWithReceipt"),
                new("fee", null, "12.50"), new("tags", null, "pilne, ZUS"), new("confidential", "false", "true"),
            ],
            LetterDifferences.Between(In, after));
    }
}
