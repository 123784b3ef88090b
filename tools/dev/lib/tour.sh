# Sourced by ./dev run: where the site is, and commands to paste. Reads boulevard, data_dir and address.
# shellcheck shell=bash disable=SC2154

token_of() { "$boulevard" token --data-dir "$data_dir" --ttl 12h --role "$@"; }

get() { curl -sS --fail-with-body -H "Authorization: Bearer $1" "http://${address[http]}$2"; }

print_tour() {
  local coordinator mentor provider provider_id site=http://${address[http]}
  coordinator=$(token_of coordinator)
  provider_id=$(get "$coordinator" '/v1/providers?pageSize=1' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
  provider=$(token_of provider --provider "$provider_id")
  mentor=$(token_of mentor --subject demo-mentor-1)
  cat <<EOF

REST $site   reference $site/docs   gRPC ${address[grpc]}   metrics http://${address[metrics]}/metrics

In a second terminal; the tokens are good for twelve hours:

coordinator=$coordinator
provider=$provider
mentor=$mentor
api() { curl -sS -H "Authorization: Bearer \$1" -H 'Content-Type: application/json' "\${@:2}"; echo; }

# A partner asks for free places; anyone asks for figures.
api \$provider '$site/v1/available-places?pageSize=2&includeExpected=true'
api \$provider '$site/v1/availability?programmeId=co-living'

# The same as it happens: a snapshot, then every change; here for three seconds.
api \$provider -sN --max-time 3 '$site/v1/availability-events?programmeId=co-living'

# Somebody is registered, referred and admitted to the waiting list; the places that would fit, and why others do not.
person=\$(api \$coordinator $site/v1/young-people -d '{"givenName":"Example","surname":"van Voorbeeld",
  "birthDate":"$(date -d '20 years ago' +%F)","residentKind":"student"}' | sed 's/.*"id":"\([^"]*\)".*/\1/')
application=\$(api \$coordinator $site/v1/applications -d "{\"youngPersonId\":\"\$person\",
  \"programmeId\":\"co-living\",\"guidanceLevel\":\"light\"}" | sed 's/.*"id":"\([^"]*\)".*/\1/')
for step in assessment admission; do
  api \$coordinator -X POST $site/v1/applications/\$application/\$step -d '{}'
done
api \$coordinator '$site/v1/programmes/co-living/waiting-list?pageSize=1'
matches=\$(api \$coordinator "$site/v1/applications/\$application/matches?limit=1"); echo "\$matches"

# The best of them is offered and accepted; its calendar shows it.
place=\$(echo "\$matches" | grep -o '"placeId":"[^"]*' | head -1 | cut -d '"' -f 4)
offer=\$(api \$coordinator $site/v1/offers -d "{\"applicationId\":\"\$application\",\"placeId\":\"\$place\",
  \"startsOn\":\"$(date +%F)\"}" | sed 's/.*"id":"\([^"]*\)".*/\1/')
api \$coordinator -X POST $site/v1/offers/\$offer/acceptance -d '{}'
api \$coordinator $site/v1/places/\$place/calendar

# A mentor's morning: what is due; a plan and its goals, changed and compared with what it was; what the scores and
# goals say about moving on; and who looked at the dossier.
mentor_id=\$(api \$mentor '$site/v1/mentors?pageSize=1' | grep -o '"id":"[^"]*' | cut -d '"' -f 4)
api \$mentor "$site/v1/mentors/\$mentor_id/agenda"
plans=\$(api \$mentor '$site/v1/plans?state=active&pageSize=1'); echo "\$plans"
plan=\$(echo "\$plans" | grep -o '"id":"[^"]*' | head -1 | cut -d '"' -f 4)
guided=\$(echo "\$plans" | grep -o '"youngPersonId":"[^"]*' | head -1 | cut -d '"' -f 4)
api \$mentor -X PATCH -H 'If-Match: *' $site/v1/plans/\$plan -d '{"summary":"Almost there: a home of their own comes next."}'
api \$mentor "$site/v1/plans/\$plan/revisions?compare=1"
api \$mentor $site/v1/young-people/\$guided/readiness
api \$mentor "$site/v1/young-people/\$guided/accesses?pageSize=3"

# What Prometheus reads.
curl -sS http://${address[metrics]}/metrics | grep boulevard_places

EOF
}
