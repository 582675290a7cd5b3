// NodaTime has an Offset too (from UTC); here the word means a distance from an anchor.
global using Offset = FollowUp.Core.Calendars.Offset;
global using NodaTime;
