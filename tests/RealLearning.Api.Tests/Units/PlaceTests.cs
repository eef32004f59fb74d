using RealLearning.Api.Live;

namespace RealLearning.Api.Tests.Units;

public sealed class PlaceTests
{
    [Fact]
    public void Note_InOrder_LeavesNoGap()
    {
        var place = At(5);

        Assert.True(place.Note(6));
        Assert.True(place.Note(7));
        Assert.Equal(7, place.Sequence);
        Assert.False(place.HasGap);
    }

    [Fact]
    public void Note_AHoleThatIsFilledLater_ClosesOverWhatCameAhead()
    {
        var place = At(5);

        Assert.True(place.Note(8));
        Assert.True(place.HasGap);
        Assert.True(place.Note(7));
        Assert.True(place.Note(6));
        Assert.Equal(8, place.Sequence);
        Assert.False(place.HasGap);
    }

    [Fact]
    public void Note_WhatCameBefore_IsDropped()
    {
        var place = At(5);
        place.Note(8);

        Assert.False(place.Note(5));
        Assert.False(place.Note(8));
    }

    [Fact]
    public void Fill_PartOfTheWay_LeavesWhatIsStillMissing()
    {
        var place = At(5);
        place.Note(8);
        place.Note(12);

        place.Fill(10);

        Assert.Equal(10, place.Sequence);
        Assert.True(place.HasGap);
        place.Fill(11);
        Assert.Equal(12, place.Sequence);
        Assert.False(place.HasGap);
    }

    private static Place At(long sequence)
    {
        var place = new Place();
        place.Reset(sequence);
        return place;
    }
}
