using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using FollowUp.Core.Compliance;

namespace FollowUp.Core.Tests.Compliance;

public sealed class KeywordsTests
{
    [Theory]
    // The carriers' keywords, however typed.
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData(" Stop ")]
    [InlineData("stop.")]
    [InlineData("Stop!!")]
    [InlineData("\"STOP\"")]
    [InlineData("“Stop”")]
    [InlineData("STOP 🛑")]
    [InlineData("🛑🛑 stop 🛑🛑")]
    [InlineData("*STOP*")]
    [InlineData("STOP STOP")]
    [InlineData("STOP please")]
    [InlineData("please stop")]
    [InlineData("Stop it")]
    [InlineData("Stop now!")]
    [InlineData("STOPALL")]
    [InlineData("STOP ALL")]
    [InlineData("stop-all")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("Cancel")]
    [InlineData("cancel please")]
    [InlineData("END")]
    [InlineData("quit")]
    [InlineData("Revoke")]
    [InlineData("OPT OUT")]
    [InlineData("opt-out")]
    [InlineData("OptOut")]
    // Requests in a person's own words.
    [InlineData("please stop texting me")]
    [InlineData("Stop texting me!!!")]
    [InlineData("Can you stop texting me?")]
    [InlineData("why won't you stop calling me")]
    [InlineData("I asked you to stop calling")]
    [InlineData("I want you to stop")]
    [InlineData("you need to stop contacting me")]
    [InlineData("STOP CALLING")]
    [InlineData("stop with the texts")]
    [InlineData("quit texting this number")]
    [InlineData("Stop sending me messages")]
    [InlineData("how do i stop getting these texts")]
    [InlineData("Stop. I already hired someone.")]
    [InlineData("No, stop")]
    [InlineData("Already found somebody, please stop")]
    [InlineData("can you please stop")]
    [InlineData("Remove me")]
    [InlineData("remove me from your list")]
    [InlineData("Pls remove me from this list thx")]
    [InlineData("Please remove my number")]
    [InlineData("delete my number from your system")]
    [InlineData("take me off your list")]
    [InlineData("Take me off your call list please")]
    [InlineData("take my number off your list")]
    [InlineData("get me off this list")]
    [InlineData("unsubscribe me")]
    [InlineData("How do I unsubscribe?")]
    [InlineData("I want to opt out")]
    [InlineData("opt me out of these texts")]
    [InlineData("I'd like to be removed from your texts")]
    [InlineData("Wrong number")]
    [InlineData("Sorry, wrong number")]
    [InlineData("you have the wrong number")]
    [InlineData("You've got the wrong number buddy")]
    [InlineData("I think you have the wrong person")]
    [InlineData("this is the wrong number")]
    [InlineData("don't text me")]
    [InlineData("Don’t call me again")]
    [InlineData("Do not contact me")]
    [InlineData("do not contact")]
    [InlineData("dont text or call me ever again")]
    [InlineData("Please do not contact this number anymore")]
    [InlineData("Don't call me, don't text me")]
    [InlineData("never text me again")]
    [InlineData("I don't want to hear from you")]
    [InlineData("I do not want any more texts")]
    [InlineData("I don't want you to call me")]
    [InlineData("we don't wish to be contacted")]
    [InlineData("leave me alone")]
    [InlineData("Please just leave us alone!")]
    [InlineData("No more texts")]
    [InlineData("no more messages please")]
    [InlineData("No more emails from you")]
    [InlineData("lose my number")]
    [InlineData("I revoke my consent")]
    [InlineData("You do not have my permission to text me")]
    [InlineData("I'm blocking you")]
    [InlineData("cease and desist")]
    [InlineData("fuck off")]
    [InlineData("stop please I found someone")]
    [InlineData("I'm not interested please stop contacting me")]
    [InlineData("won't you please stop calling me")]
    [InlineData("please don't send me any more texts")]
    [InlineData("No more calls or texts")]
    [InlineData("take me out of your system")]
    [InlineData("STOP - Mike")]
    [InlineData("STOP 2 END")]
    [InlineData("Stop calling me!!! I am at work")]
    // Spanish and French.
    [InlineData("ALTO")]
    [InlineData("PARAR")]
    [InlineData("no me escriban más")]
    [InlineData("Por favor no me llamen más")]
    [InlineData("Dejen de llamarme")]
    [InlineData("¡Número equivocado!")]
    [InlineData("ARRÊT")]
    // The top of a mail counts, its history does not take anything away.
    [InlineData("Please remove me from your list.\n\nOn Mon, Jun 1, 2026 at 9:00 AM Lone Star Roofing wrote:\n> Shall we come by?")]
    public void Classify_RequestToBeLeftAlone_IsOptOut(string text) => Assert.Equal(Intent.OptOut, Keywords.Classify(text));

    [Theory]
    [InlineData("")]
    [InlineData("👍")]
    [InlineData("Yes please, tomorrow morning")]
    [InlineData("Can you stop by tomorrow?")]
    [InlineData("please stop by after 5")]
    [InlineData("stop by whenever")]
    [InlineData("I'll stop back later")]
    [InlineData("don't stop now")]
    [InlineData("please don't stop texting me, I love the reminders")]
    [InlineData("the leak won't stop")]
    [InlineData("How do I stop the leak?")]
    [InlineData("can you stop the water damage")]
    [InlineData("the bus stop is across the street")]
    [InlineData("My old roofer won't stop calling me")]
    [InlineData("I don't want you to stop texting me")]
    [InlineData("Don't send me the estimate yet")]
    [InlineData("No calls please, text only")]
    [InlineData("do not text my wife about it")]
    [InlineData("Cancel that, Tuesday works")]
    [InlineData("What time does the crew stop working?")]
    [InlineData("I told the other company to stop calling")]
    [InlineData("I'll stop texting you so late, sorry")]
    [InlineData("can we stop texting and just talk on the phone")]
    [InlineData("these raccoons won't leave me alone")]
    [InlineData("I want to cancel my appointment")]
    [InlineData("cancel my appointment")]
    [InlineData("Can I cancel for Tuesday?")]
    [InlineData("please cancel the estimate")]
    [InlineData("at the end of the week")]
    [InlineData("end of the month works")]
    [InlineData("my furnace quit")]
    [InlineData("I quit my job so money is tight")]
    [InlineData("is this the wrong number for roofing? no? great")]
    [InlineData("Do I have the wrong number?")]
    [InlineData("Did I call the wrong number?")]
    [InlineData("I gave you the wrong number, mine is 512 555 0143")]
    [InlineData("you have the wrong number of windows on the estimate")]
    [InlineData("there is a wrong number on the invoice")]
    [InlineData("Don't call me before 9")]
    [InlineData("please don't text me at work")]
    [InlineData("Don't call me, text me instead")]
    [InlineData("dont call just text me")]
    [InlineData("Why don't you call me?")]
    [InlineData("You didn't call me back")]
    [InlineData("if I don't text back, call me")]
    [InlineData("I don't want a metal roof")]
    [InlineData("I do not want to wait until spring")]
    [InlineData("Remove the old shingles too?")]
    [InlineData("can you remove my old deck")]
    [InlineData("remove me from the schedule on Friday and use Monday")]
    [InlineData("take me off the 3pm slot")]
    [InlineData("can I opt out of the gutter guards")]
    [InlineData("no more leaks since you came!")]
    [InlineData("I got no more messages from the inspector")]
    [InlineData("not interested right now, maybe next year")]
    [InlineData("When can you start?")]
    [InlineData("Start on Monday please")]
    [InlineData("please help, water everywhere")]
    [InlineData("I need help with my roof")]
    [InlineData("info please on metal roofs")]
    [InlineData("No me llamaron ayer")]
    [InlineData("no me llamen antes de las 9")]
    [InlineData("Sounds good\n\nOn Mon, Jun 1, 2026 at 9:00 AM Lone Star Roofing wrote:\n> Reply STOP to unsubscribe\n> unsubscribe")]
    [InlineData("See you then!\n> stop")]
    public void Classify_OrdinaryMessage_IsNone(string text) => Assert.Equal(Intent.None, Keywords.Classify(text));

    [Theory]
    [InlineData("START", Intent.OptIn)]
    [InlineData("Unstop", Intent.OptIn)]
    [InlineData("opt in!", Intent.OptIn)]
    [InlineData("HELP", Intent.Help)]
    [InlineData("Help?", Intent.Help)]
    [InlineData("info", Intent.Help)]
    public void Classify_OtherKeyword_IsItsIntent(string text, Intent expected) => Assert.Equal(expected, Keywords.Classify(text));

    [Theory]
    [InlineData("'")]
    [InlineData("?")]
    [InlineData("\ud83d")] // half of an emoji
    [InlineData("> ")]
    [InlineData("stop.")]
    public void Classify_HostileRepetition_Ends(string unit) =>
        Assert.True(Enum.IsDefined(Keywords.Classify(string.Concat(Enumerable.Repeat(unit, 100_000)))));

    /// <summary>Every word and phrase of the patterns, repeated after every opening: a loop that reads them two ways would not end.</summary>
    [Fact]
    public void Classify_EveryWordOfThePatternsRepeated_TakesNoTime()
    {
        var patterns = typeof(Keywords).Assembly.GetType("FollowUp.Core.Compliance.OptOutPhrases", throwOnError: true)!
            .GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .SelectMany(field => field.GetValue(null) switch { Regex one => [one], Regex[] many => many, _ => Array.Empty<Regex>() })
            .ToList();
        Assert.True(patterns.Count > 20);
        var units = patterns.SelectMany(pattern => Regex.Matches(pattern.ToString().Replace("\\b", "|", StringComparison.Ordinal), "[a-z]+(?: [a-z]+)*"))
            .Select(match => match.Value)
            .Distinct();
        string[] openings =
            ["", "please ", "stop ", "stop the ", "remove me from ", "take me off ", "do not ", "do not text ", "i dont want any ", "no more ", "you ", "wrong number "];
        foreach (var unit in units)
        {
            foreach (var opening in openings)
            {
                var watch = Stopwatch.StartNew();
                Keywords.Classify(opening + string.Concat(Enumerable.Repeat(unit + " ", 2000 / unit.Length)) + "x");
                Assert.True(watch.ElapsedMilliseconds < 20_000, $"\"{opening}{unit} {unit} ...\" took {watch.ElapsedMilliseconds} ms");
            }
        }
    }
}
