"""Addresses of the pages of people, invitations and passwords."""

from django.urls import URLPattern, path

from programs.views import invitations, passwords, people, tokens

urlpatterns: list[URLPattern] = [
    path("people/", people.people_list, name="people-list"),
    path("people/<uuid:uid>/deactivate/", people.person_deactivate, name="person-deactivate"),
    path("people/<uuid:uid>/reactivate/", people.person_reactivate, name="person-reactivate"),
    path("people/<uuid:uid>/make-steward/", people.person_make_steward, name="person-make-steward"),
    path("people/<uuid:uid>/take-back/", people.person_take_back, name="person-take-back"),
    path("people/<uuid:uid>/hand-over/", people.person_hand_over, name="person-hand-over"),
    path("people/service-accounts/new/", tokens.service_account_create, name="service-account-create"),
    path("people/service-accounts/<uuid:uid>/tokens/", tokens.service_tokens, name="service-token-list"),
    path("people/service-accounts/<uuid:uid>/tokens/new/", tokens.service_token_create, name="service-token-create"),
    path("settings/tokens/", tokens.token_list, name="token-list"),
    path("settings/tokens/new/", tokens.token_create, name="token-create"),
    path("settings/tokens/<uuid:uid>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("programs/<uuid:uid>/people/invite/", invitations.invitation_create, name="invitation-create"),
    path("invitations/<uuid:uid>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("invitations/<str:invitation_secret>/", invitations.invitation_accept, name="invitation-accept"),
    path("password/", passwords.PasswordAsk.as_view(), name="password-reset"),
    path("password/sent/", passwords.PasswordSent.as_view(), name="password-sent"),
    path("password/done/", passwords.PasswordDone.as_view(), name="password-done"),
    path("password/new/<uidb64>/<token>/", passwords.PasswordSet.as_view(), name="password-set"),
]
