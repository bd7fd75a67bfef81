import { FirstPassword, isInvited } from '../sign-in/first-password.tsx'
import { Login } from '../sign-in/login.tsx'

/** Stands where the page would, while the gateway wants to know who asks. */
export function SignIn() {
  return isInvited() ? <FirstPassword /> : <Login />
}
