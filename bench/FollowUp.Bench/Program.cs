using FollowUp.Bench;

// Each measurement stands beside something else measured in the same run, so that a slow machine does not look like a slow product.
var all = new (string Name, Func<Task> Run)[]
{
    ("decisions", () => Task.Run(Decisions.Run)),
    ("journeys", () => Task.Run(Journeys.Run)),
    ("calls", MissedCalls.RunAsync),
    ("waiting", WaitingLeads.RunAsync),
    ("inbox", InboxPages.RunAsync),
};
var chosen = args.Length == 0 ? all : [.. all.Where(b => args.Contains(b.Name))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"Name one or more of: {string.Join(", ", all.Select(b => b.Name))}; or none for all.");
    return 2;
}
foreach (var (name, run) in chosen)
{
    Console.WriteLine($"## {name}");
    await run();
    Console.WriteLine();
}
return 0;
