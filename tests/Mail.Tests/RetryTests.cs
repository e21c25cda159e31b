using AleSekretariat.Silo.Mail;

namespace AleSekretariat.Mail.Tests;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 256)]
    [InlineData(10, 360)]
    [InlineData(1000, 360)]
    public void Wait_DoublesFromAMinuteToSixHours(int attempt, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), MailRetry.WaitAfter(attempt));
}
