# Sourced by ./dev run: where the site is, and commands to paste. Reads boulevard, data_dir and address.
# shellcheck shell=bash disable=SC2154

token_of() { "$boulevard" token --data-dir "$data_dir" --ttl 12h --role "$@"; }

get() { curl -sS --fail-with-body -H "Authorization: Bearer $1" "http://${address[http]}$2"; }

print_tour() {
  local coordinator provider provider_id site=http://${address[http]}
  coordinator=$(token_of coordinator)
  provider_id=$(get "$coordinator" '/v1/providers?pageSize=1' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
  provider=$(token_of provider --provider "$provider_id")
  cat <<EOF

REST $site   reference $site/docs   gRPC ${address[grpc]}   metrics http://${address[metrics]}/metrics

In a second terminal; the tokens are good for twelve hours:

coordinator=$coordinator
provider=$provider
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

# What Prometheus reads.
curl -sS http://${address[metrics]}/metrics | grep boulevard_places

EOF
}
