"""What people ask that this agency has no answer to, each line one thing in several people's words."""

ALIKE = [
    [
        "do you register boats",
        "where can i register my boat",
        "boat registration please",
        "how to regsiter a boat",
    ],
    ["how do i become a notary", "i want to be a notary public", "notary commission application"],
    [
        "do you do passports here",
        "where do i get a passport",
        "passport renewal",
        "can i apply for a pasport",
    ],
    ["do i register my drone with you", "drone registration", "need a permit to fly a drone?"],
    ["does a moped need plates", "license plates for my moped", "is a plate required on mopeds"],
    ["tax credit for solar panels", "do you give a credit for solar", "solar panel credit"],
    ["can I get a fishing license here", "fishing permit for the lake", "where are fishing licenses sold"],
    ["how do i get a marriage license", "marriage license office", "we are getting married, what license"],
    ["parking ticket in the city, where do i pay", "pay a parking ticket", "i got a parking ticket"],
    ["dog license renewal", "do i license my dog here", "license for a dog"],
    ["how do i get a copy of my birth certificate", "birth certificate copy", "birth certificate for my son"],
    ["is there wheelchair access at Harbor", "wheelchair entrance harbor office", "ramp for a wheelchair?"],
    ["can i bring my service dog to the road test", "service dog allowed at road test"],
    ["gold star family plates", "plates for gold star families", "how to order gold star plate"],
    ["property tax bill due", "when is property tax due", "question about my property taxes"],
    ["report a pothole", "there is a pothole on my street", "who fixes potholes"],
]

# Written after the bound was set, and not used to set it.
ALSO_ALIKE = [
    ["voter registration", "can i register to vote here", "register to vote with my license"],
    ["hunting license cost", "do you sell hunting licenses", "hunting lisense"],
    ["trailer registration fee", "do i register a utility trailer", "plates for a trailer"],
    ["how do i report a stolen wallet", "my wallet was stolen", "stolen wallet what to do"],
    ["can i pay with crypto", "do you take bitcoin or crypto", "paying by crypto"],
    ["apostille for a document", "where do i get an apostille", "apostile"],
    ["organ donor sign up", "how do i become an organ donor", "take organ donor off my card"],
    [
        "electric scooter rules",
        "is a license needed for an electric scooter",
        "electric scooters on the road",
    ],
]
