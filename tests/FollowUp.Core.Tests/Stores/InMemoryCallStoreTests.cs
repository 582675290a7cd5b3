using FollowUp.Core.Stores;
using FollowUp.Testing.Stores;

namespace FollowUp.Core.Tests.Stores;

public sealed class InMemoryCallStoreTests : CallStoreConformance
{
    protected override ICallStore Store { get; } = new InMemoryCallStore();
}
