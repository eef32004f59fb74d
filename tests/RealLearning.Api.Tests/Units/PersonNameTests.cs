using RealLearning.Api.Access;

namespace RealLearning.Api.Tests.Units;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData("  Åsa Öberg-O'Brien  ", "Åsa Öberg-O'Brien")]
    [InlineData("李雷", "李雷")]
    public void TryParse_AName_IsTakenTrimmed(string text, string name)
    {
        Assert.True(PersonName.TryParse(text, out var parsed));
        Assert.Equal(name, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("bell\a")]
    [InlineData("turned\u202Eround")]
    [InlineData("zero\u200Bwidth")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void TryParse_WhatIsNoName_IsRefused(string? text) => Assert.False(PersonName.TryParse(text, out _));
}
