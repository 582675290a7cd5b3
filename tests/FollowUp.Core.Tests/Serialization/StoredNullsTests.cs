using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Testing;

namespace FollowUp.Core.Tests.Serialization;

public sealed class StoredNullsTests
{
    [Fact]
    public void ReadEvent_DeliveryReportOfAnEmailThatNamesNoTouch_IsReadAsWritten()
    {
        var envelope = new EventEnvelope("report", Sample.Now, new LeadEvent.MessageDelivery(null, "operation-1", "delivered", null));

        Assert.Equal(envelope, StoredJson.ReadEvent(StoredJson.Write(envelope)));
    }

    [Fact]
    public void ReadState_OptOutWhoseWordsWereErased_IsReadAsWritten()
    {
        var lead = Sample.Lead("a") with { OptOut = new OptOut(Sample.Now, "sms", null) };

        Assert.Equal(lead.OptOut, StoredJson.ReadState(StoredJson.Write(lead)).OptOut);
    }
}
