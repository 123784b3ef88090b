#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_RECORDS_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_RECORDS_H_

#include "services/boulevard/demo/dice.h"
#include "services/boulevard/demo/dossiers.h"
#include "services/boulevard/demo/ids.h"

namespace boulevard::demo {

// What a mentor recorded of someone whose plan was followed, up to `today`: contact moments, assessments that
// mostly went up, what they do by day, and, of some whose dossier is open, that they are ready to move on.
void AddRecords(const guidance::domain::Mentor& mentor, guidance::domain::Day today, Dice& dice, Ids& ids,
                Dossier& dossier);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_RECORDS_H_
