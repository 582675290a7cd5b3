using FollowUp.Core.Templates;

namespace FollowUp.Core.Tests.Templates;

public class TemplateTests
{
    [Theory]
    [InlineData("Hi {{lead.firstName}}", "Hi Ana")]
    [InlineData("Hi {{ lead.firstName }}!", "Hi Ana!")]
    [InlineData("Hi {{{lead.firstName}}}", "Hi Ana")]
    [InlineData("Hi {{lead.source}}", "Hi us")] // no source is known: the fallback
    [InlineData("{{lead.message}}", "<b>&\"'")] // plain text, so nothing is escaped
    [InlineData("{{#if lead.source}}from {{lead.source}}{{else}}from nowhere{{/if}}", "from nowhere")]
    [InlineData("{{#if lead.firstName}}Hi {{lead.firstName}}{{/if}}", "Hi Ana")]
    [InlineData("{{#if  lead.source }}from {{lead.source}}{{else}}from nowhere{{/if}}", "from nowhere")]
    [InlineData("{{lead.firstName}}{{~#if lead.source}} from {{lead.source}}{{/if}}", "Ana")]
    [InlineData("{{#unless lead.source}}from nowhere{{/unless}}", "from nowhere")]
    [InlineData("{{! a remark }}Hi", "Hi")]
    [InlineData("no fields, {one} brace", "no fields, {one} brace")]
    [InlineData("  {{lead.firstName}}\n", "Ana")]
    public void Render_Template_SaysValuesAndFallbacks(string template, string expected)
    {
        Assert.Null(Template.Check(template));
        Assert.Equal(expected, Template.Render(template, f => f switch { "lead.firstName" => "Ana", "lead.message" => "<b>&\"'", _ => null }));
    }

    [Theory]
    [InlineData("{{lead.frstName}}", "names the unknown field 'lead.frstName' (did you mean 'lead.firstName'?)")]
    [InlineData("{{#if lead.nam}}x{{/if}}", "names the unknown field 'lead.nam' (did you mean 'lead.name'?)")]
    [InlineData("{{#unless bussiness.name}}x{{/unless}}", "names the unknown field 'bussiness.name' (did you mean 'business.name'?)")]
    [InlineData("{{#if lead.name}}{{lead.nick}}{{/if}}", "names the unknown field 'lead.nick' (did you mean 'lead.name'?)")]
    [InlineData("{{#each lead.tags}}x{{/each}}", "uses {{#each lead.tags}}, but only {{#if}} and {{#unless}} blocks are known")]
    [InlineData("{{^lead.name}}x{{/lead.name}}", "uses {{^lead.name}}, but only {{#if}} and {{#unless}} blocks are known")]
    [InlineData("{{#lead.name}}x{{/lead.name}}", "uses {{#lead.name}}, but only {{#if}} and {{#unless}} blocks are known")]
    [InlineData("{{if lead.name}}", "uses {{if lead.name}}, but only {{#if}} and {{#unless}} blocks are known")]
    [InlineData("{{}}", "has an empty {{ }}")]
    [InlineData("{{lead.name lead.email}}", "has {{lead.name lead.email}}, which is not a field")]
    [InlineData("{{&lead.name}}", "has {{&lead.name}}, which is not a field")]
    [InlineData("{{> footer}}", "has {{> footer}}, which is not a field")]
    [InlineData("{{lookup lead 'name'}}", "has {{lookup lead 'name'}}, which is not a field")]
    [InlineData("{{#if lead.name}}x{{else if lead.email}}y{{/if}}", "may only use a plain {{else}}")]
    public void Check_MistakeInATemplate_IsToldInWords(string template, string message) => Assert.Equal(message, Template.Check(template));

    [Theory]
    [InlineData("{{#if lead.name}}x")]
    [InlineData("x{{/if}}")]
    [InlineData("{{lead.name")]
    [InlineData("{{#if lead.name}}x{{/unless}}")]
    public void Check_UnbalancedTemplate_IsRefused(string template) =>
        Assert.StartsWith("is not a template: ", Template.Check(template), StringComparison.Ordinal);

    [Fact]
    public void Render_EveryField_HasAFallbackOrIsMeantToBeEmpty()
    {
        string[] empty = ["appointment.directions", "appointment.parking", "sent.text", "event.text"];
        foreach (var field in FieldCatalogue.Fields.Values)
        {
            Assert.Equal(empty.Contains(field.Name), field.Fallback.Length == 0);
            Assert.Equal(field.Fallback, Template.Render("{{" + field.Name + "}}", _ => null));
            Assert.Equal("x", Template.Render("{{" + field.Name + "}}", _ => "x"));
            Assert.NotEmpty(field.Sample);
            Assert.NotEmpty(field.Meaning);
        }
    }

    [Fact]
    public void Render_ValueThatLooksLikeATemplate_IsLeftAlone() =>
        Assert.Equal("Hi {{lead.email}}", Template.Render("Hi {{lead.name}}", f => f == "lead.name" ? "{{lead.email}}" : "secret"));
}
